--[[ What Quarto adds to Pandoc and the report uses, for machines without Quarto.

  - `{{< include path >}}`     on a line of its own, nested; paths start at the main document's folder
  - `{{< var a.b >}}`          from `_variables.yml`; a value may hold inline Markdown
  - `{{< meta a.b >}}`         from the document's YAML header and the settings
  - `@fig-x`, `@tbl-x`, `@sec-x` and the `Figure 1: ` before captions (Typst numbers and resolves these itself)
  - `::: {.callout-note}`      also -important and -warning, with a heading as title
  - `fig-alt`                  as the picture's description

Nothing else of Quarto is supported. Whatever cannot be resolved is a fault, named by file and line: all faults are
written to standard error, a line each (`FAULT <tab> where <tab> what <tab> to do`), and Pandoc ends with code 1.
Run it in the project's folder: `pandoc report.qmd --lua-filter filter.lua`. Callouts and references lie in files beside it. ]]

local stringify = pandoc.utils.stringify

local typst, docx = FORMAT == "typst", FORMAT == "docx"
local main_document = PANDOC_STATE.input_files[1]
local lines, variables, metadata = {}, nil, nil
-- without raw HTML: at every `{{<` Pandoc would look for a tag up to the end of the block, three seconds a report
local MARKDOWN = "markdown-raw_html-native_spans-native_divs"

local faults, told = {}, {}

local function fault(where, what, remedy)
  local line = table.concat({ "FAULT", where, what, remedy }, "\t")
  if not told[line] then
    told[line] = true
    faults[#faults + 1] = line
  end
end

local function stop_at_faults()
  if #faults > 0 then
    io.stderr:write(table.concat(faults, "\n"), "\n")
    os.exit(1)
  end
end

-- Pandoc's tree has no positions: the first source line that holds all the given words stands for the place.
local function place(...)
  for _, line in ipairs(lines) do
    local holds_all = true
    for _, word in ipairs({ ... }) do
      holds_all = holds_all and line.text:find(word, 1, true) ~= nil
    end
    if holds_all then return line.file .. ", line " .. line.number end
  end
  return main_document
end

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read("a")
  file:close()
  return (text:gsub("^\u{feff}", ""):gsub("\r\n?", "\n"))
end

local function escapes(path)
  return path:match("^/") or path:match("^%a[%w+.-]*:") or ("/" .. path .. "/"):find("/../", 1, true)
end

local function gather(path, text, parents)
  local number = 0
  for content in (text .. "\n"):gmatch("(.-)\n") do
    number = number + 1
    local included = content:match("^%s*{{<%s*include%s+(%S+)%s*>}}%s*$")
    if included then
      local where = path .. ", line " .. number
      local inner = not escapes(included) and read(included)
      if parents[included] then
        fault(where, "'" .. included .. "' includes itself", "take this include line out")
      elseif not inner then
        fault(where, "the included file '" .. included .. "' does not exist",
          "write its path as seen from the folder of " .. main_document)
      elseif inner:match("^%-%-%-[ \t]*\n") then
        fault(included .. ", line 1", "an included file has a YAML header",
          "move its settings to " .. main_document .. "; Quarto would let them override the whole report")
      else
        parents[included] = true
        gather(included, inner, parents)
        parents[included] = nil
        lines[#lines + 1] = { file = included, number = 0, text = "" }
      end
    else
      lines[#lines + 1] = { file = path, number = number, text = content }
    end
  end
end

-- `"key": "value"` on every line is read line by line, and a value's Markdown when it is printed: Pandoc reads
-- a thousand metadata values in seconds, this in milliseconds. Any other YAML goes to Pandoc.
local function flat_variables(text)
  local flat = {}
  for line in text:gmatch("[^\n]+") do
    local key, value = line:match('^"([^"\\]+)": (".*")$')
    if not key then return nil end
    flat[key] = value:find("\\", 1, true) and pandoc.json.decode(value) or value:sub(2, -2)
  end
  return flat
end

local function flat_value(source)
  -- most values are plain words in one span; Pandoc need not be asked for those, and only HTML can show the span's id
  local words, id = source:match("^%[([^%[%]*_`~^$@{}<\\]*)%]{%.evidence evidence='([^']+)'}$")
  if words then
    local inlines = words:find(" ", 1, true) and pandoc.Inlines(words) or pandoc.Inlines { pandoc.Str(words) }
    return (typst or docx) and inlines or { pandoc.Span(inlines, { class = "evidence", evidence = id }) }
  end
  local blocks = pandoc.read(source, MARKDOWN).blocks
  return #blocks == 1 and blocks[1].content or pandoc.Inlines(source)
end

local flat
local function variables_file()
  local text = read("_variables.yml")
  flat = text and flat_variables(text)
  if flat then return {} end
  return text and pandoc.read("---\n" .. text .. "\n---\n", "markdown").meta or {}
end

-- Pandoc reads a shortcode slower than ten words. So a known variable goes to it as one word, `ꔀ12ꔁ`: its name's number
-- between two letters that no report holds. A long row of a table stays a long one, for Pandoc sets those otherwise.
local WORD, names = "ꔀ(%d+)ꔁ", {}
local function as_words(line)
  -- the text of a heading becomes its id, and an address is encoded
  if not flat or not line:find("{{<", 1, true) or line:find("^%s*#") or line:find("](", 1, true) then return line end
  local short = line:gsub("{{<%s*var%s+(%S+)%s*>}}", function(name)
    if not flat[name] then return nil end
    names[#names + 1] = name
    return "ꔀ" .. #names .. "ꔁ"
  end)
  local wanting = math.min(utf8.len(line), PANDOC_READER_OPTIONS.columns + 1) - utf8.len(short)
  return (short:gsub("^(|.*)|(%s*)$", "%1" .. (" "):rep(wanting) .. "|%2"))
end

local function whole_text()
  gather(main_document, assert(read(main_document)), { [main_document] = true })
  local texts, plain = {}, true
  for i, line in ipairs(lines) do
    texts[i] = line.text
    plain = plain and not line.text:find("ꔀ", 1, true)
  end
  variables = variables_file()
  for i, text in ipairs(plain and texts or {}) do texts[i] = as_words(text) end
  return table.concat(texts, "\n") .. "\n"
end

local function descend(tree, key)
  for step in key:gmatch("[^.]+") do
    local kind = pandoc.utils.type(tree)
    if kind ~= "table" and kind ~= "Meta" then return nil end
    tree = tree[step]
  end
  return tree
end

local function inlines_of(value)
  local kind = pandoc.utils.type(value)
  if kind == "Inlines" then return value end
  if kind == "string" or kind == "boolean" then return pandoc.Inlines(tostring(value)) end
end

local function expand(code)
  local name, key, more = code:match("^{{<%s*(%S+)%s*(%S*)%s*(.-)%s*>}}$")
  if (name ~= "var" and name ~= "meta") or key == "" or more ~= "" then
    fault(place("{{<", name or ""), "'" .. code .. "' is no shortcode of this report",
      name == "include" and "put the include on a line of its own" or "use var, meta or include")
    return pandoc.Inlines {}
  end
  local value = descend(name == "var" and variables or metadata, key)
  if name == "var" and flat then value = flat[key] and pandoc.Inlines(flat_value(flat[key])) end
  local source = name == "var" and "_variables.yml" or "the YAML header"
  if value == nil then
    fault(place("{{<", name .. " " .. key .. " "), "'" .. key .. "' is not in " .. source, "correct the name or add the value")
  elseif not inlines_of(value) then
    fault(source, "the value of '" .. key .. "' is a list, a map or a block", "name a single value; escape a leading '1.', '-' or '#'")
  end
  return inlines_of(value) or pandoc.Inlines {}
end

-- A shortcode reaches us as words: `({{<`, ` `, `var`, ` `, `a.b`, ` `, `>}}%)`.
local function expand_inlines(inlines)
  local result, open = pandoc.Inlines {}, nil
  local function take_text(text)
    while true do
      if not open then
        local start = text:find("{{<", 1, true)
        if not start then break end
        if start > 1 then result:insert(pandoc.Str(text:sub(1, start - 1))) end
        open, text = "", text:sub(start)
      end
      local _, stop = text:find(">}}", 1, true)
      if not stop then
        open = open .. text
        return
      end
      result:extend(expand(open .. text:sub(1, stop)))
      open, text = nil, text:sub(stop + 1)
    end
    if text ~= "" then result:insert(pandoc.Str(text)) end
  end
  for _, inline in ipairs(inlines) do
    if inline.t == "Str" then
      take_text(inline.text)
    elseif open and (inline.t == "Space" or inline.t == "SoftBreak") then
      open = open .. " "
    elseif open then
      break
    else
      result:insert(inline)
    end
  end
  if open then fault(place(open), "'" .. open .. "' is never closed", "write {{< var name >}} on one line, without markup inside") end
  return result
end

local function named(number) return "{{< var " .. names[tonumber(number)] .. " >}}" end
local function holds_code(text) return text:find("{{<", 1, true) or text:find("ꔀ", 1, true) end

-- a word that stands for a variable, with what touches it
local function expand_word(str)
  if not str.text:find("ꔀ", 1, true) then return nil end
  local result, at = pandoc.Inlines {}, 1
  for start, number, stop in str.text:gmatch("()" .. WORD .. "()") do
    if start > at then result:insert(pandoc.Str(str.text:sub(at, start - 1))) end
    result:extend(flat_value(flat[names[tonumber(number)]]))
    at = stop
  end
  if at <= #str.text then result:insert(pandoc.Str(str.text:sub(at))) end
  return result
end

local function expand_string(text)
  text = text:gsub(WORD, named)
  if text:find("%%7B%%7B%%3C") then
    text = text:gsub("%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end)
  end
  return (text:gsub("{{<.->}}", function(code) return stringify(expand(code)) end))
end

local function expand_attributes(element)
  for key, value in pairs(element.attributes) do
    if holds_code(value) then element.attributes[key] = expand_string(value) end
  end
  return element
end

local function expand_text(element)
  if holds_code(element.text) then element.text = expand_string(element.text) end
  return element
end

local shortcodes = {
  Str = expand_word,
  Image = function(image)
    image.src = expand_string(image.src)
    return expand_attributes(image)
  end,
  Link = function(link)
    link.target = expand_string(link.target)
    return link
  end,
  Div = expand_attributes,
  Span = expand_attributes,
  Code = expand_text,
  CodeBlock = expand_text,
  RawInline = expand_text,
  RawBlock = expand_text,
  Math = function(math)
    if holds_code(math.text) then
      fault(place("$", "{{<"), "a shortcode inside a formula", "put the whole formula into the variable: Quarto garbles this")
    end
  end,
}

local function beside(name)
  return dofile(pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), name })(fault, place)
end

local function picture(image)
  local file = not escapes(image.src) and io.open(image.src, "rb")
  if not file then
    fault(place((image.src:gsub("%.%a+$", ""))), "the picture '" .. image.src .. "' is not in the project's folder",
      "write the path as seen from the folder of " .. main_document)
    return nil
  end
  file:close()
  local alt = image.attributes["fig-alt"]
  if alt then
    image.attributes["fig-alt"], image.attributes.alt = nil, alt
    image.caption = pandoc.Inlines(alt)
  end
  return image
end

local function assemble(given)
  local text = whole_text()
  stop_at_faults()
  local doc = pandoc.read(text, MARKDOWN, PANDOC_READER_OPTIONS)
  metadata = given.meta
  doc.meta = pandoc.Pandoc({}, given.meta):walk { Inlines = expand_inlines }.meta
  doc = doc:walk(shortcodes)
  if text:find("{{<", 1, true) then doc = doc:walk { Inlines = expand_inlines } end
  doc = doc:walk { Div = beside("callouts.lua") }
  local references = beside("references.lua")(doc.blocks)
  doc = doc:walk { Figure = references.caption, Table = references.caption, Cite = references.cite, Image = picture }
  stop_at_faults()
  return doc
end

return { { Pandoc = assemble } }
