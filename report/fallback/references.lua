--[[ Numbers of sections, figures and tables, the words before captions, and `@fig-x`, `@tbl-x`, `@sec-x`.

  Given the two functions that name faults, it returns a function of the document's blocks, which gives the filters of
  exhibits (`caption`) and of references (`cite`). Typst numbers and resolves these itself. ]]

local stringify = pandoc.utils.stringify
local NBSP = "\u{a0}"
local KINDS = { fig = "Figure", tbl = "Table", sec = "Section" }
local typst = FORMAT == "typst"

return function(fault, place)
  local function section_numbers(blocks, number_of)
    local top, counts = 7, {}
    blocks:walk { Header = function(header) top = math.min(top, header.level) end }
    blocks:walk {
      Header = function(header)
        if header.classes:includes("unnumbered") then
          number_of[header.identifier] = number_of[header.identifier] or false
          return
        end
        local parts = {}
        counts[header.level] = (counts[header.level] or 0) + 1
        for level = header.level + 1, 7 do counts[level] = 0 end
        for level = top, header.level do parts[#parts + 1] = tostring(counts[level] or 0) end
        number_of[header.identifier] = table.concat(parts, ".")
      end,
    }
  end

  local function exhibit_numbers(blocks, number_of)
    local counts = { fig = 0, tbl = 0 }
    local function count(element)
      local kind = element.identifier:match("^(%a+)%-")
      if not counts[kind] then return end
      if number_of[element.identifier] then
        fault(place("#" .. element.identifier), "the label '" .. element.identifier .. "' is used twice", "give each exhibit its own")
      end
      counts[kind] = counts[kind] + 1
      number_of[element.identifier] = tostring(counts[kind])
    end
    blocks:walk { traverse = "topdown", Figure = count, Table = count }
  end

  local function captioned(number_of)
    return function(exhibit)
      local number = number_of[exhibit.identifier]
      local kind = KINDS[exhibit.identifier:match("^(%a+)%-")]
      if typst or not number or not kind then return nil end
      local prefix = pandoc.Inlines { pandoc.Str(kind .. NBSP .. number .. (#exhibit.caption.long > 0 and ":" or "")), pandoc.Space() }
      local first = exhibit.caption.long[1] or pandoc.Plain {}
      prefix:extend(first.content)
      exhibit.caption.long[1] = pandoc.Plain(prefix)
      return exhibit
    end
  end

  local function reference(citation, label, number)
    local word = KINDS[label:match("^(%a+)")]
    local prefix = #citation.prefix > 0 and stringify(citation.prefix) or word
    if citation.mode == "SuppressAuthor" then prefix = nil end
    if typst then
      local supplement = prefix == word and "" or prefix and (", supplement: [" .. prefix .. "]") or ", supplement: none"
      return pandoc.Inlines { pandoc.RawInline("typst", "#ref(<" .. label .. ">" .. supplement .. ");") }
    end
    local text = prefix and prefix .. NBSP .. number or number
    return pandoc.Inlines { pandoc.Link(text, "#" .. label, "", pandoc.Attr("", { "quarto-xref" })) }
  end

  local function references(number_of)
    return function(cite)
      local result = pandoc.Inlines {}
      for i, citation in ipairs(cite.citations) do
        local label = citation.id:sub(1, 1):lower() .. citation.id:sub(2)
        local number = number_of[label]
        if not KINDS[label:match("^(%a+)%-")] then
          fault(place("@" .. citation.id), "'@" .. citation.id .. "' is no reference", "write \\@ for the sign itself; the report has no bibliography")
        elseif number == nil then
          fault(place("@" .. citation.id), "'@" .. citation.id .. "' names nothing in the report", "correct the label, or include what it names")
        elseif number == false then
          fault(place("@" .. citation.id), "'@" .. citation.id .. "' names a section without a number", "take .unnumbered from its heading")
        else
          if i > 1 then result:extend { pandoc.Str(","), pandoc.Space() } end
          result:extend(reference(citation, label, number))
          result:extend(citation.suffix)
        end
      end
      return result
    end
  end

  return function(blocks)
    local number_of = {}
    section_numbers(blocks, number_of)
    exhibit_numbers(blocks, number_of)
    return { caption = captioned(number_of), cite = references(number_of) }
  end
end
