--[[ What Pandoc's writers leave out, for Quarto and for Pandoc alone (plain Pandoc, after everything is resolved).

  - Typst: the description of a picture and of a formula (its TeX source), which a PDF for screen readers needs
  - Typst, Word: the look of the report's own classes, which only HTML knows from `style.css` ]]

local INK = { supported = "#1b6b3a", mixed = "#7a5200", ["not-supported"] = "#9b2226", insufficient = "#4a5560",
  convergence = "#1b6b3a", dissonance = "#9b2226", expansion = "#1d5b79", complementarity = "#5b3a86",
  partial = "#7a5200", silence = "#4a5560" }
local BLOCK_STYLES = { supported = "Verdict Supported", mixed = "Verdict Mixed", ["not-supported"] = "Verdict Not Supported",
  insufficient = "Verdict Insufficient", fictional = "Fictional", ["quote-text"] = "Block Text" }
local PANELS = {
  fictional = { fill = 'rgb("#fdf3d8")', stroke = '(left: 3pt + rgb("#8a5a00"))', ["text:weight"] = '"semibold"' },
  verdict = { fill = 'rgb("#f4f6f8")', stroke = '(left: 3pt + rgb("#4a5560"))' },
  ["quote-text"] = { stroke = '(left: 2pt + rgb("#9fb3c8"))', ["text:style"] = '"italic"' },
}
local SIGNS = { ["\\"] = "\\\\", ['"'] = '\\"', ["\n"] = " " }

local function ink_of(element)
  for _, class in ipairs(element.classes) do
    if INK[class] then return INK[class] end
  end
end

local function first_known(element, known)
  for _, class in ipairs(element.classes) do
    if known[class] then return known[class] end
  end
end

local function typst_panel(div)
  local panel = first_known(div, PANELS)
  if not panel then return nil end
  local attributes = div.attributes
  attributes["typst:width"], attributes["typst:inset"] = "100%", "(x: 10pt, y: 8pt)"
  for _, key in ipairs { "fill", "stroke", "text:style", "text:weight" } do attributes["typst:" .. key] = panel[key] end
  local ink = ink_of(div)
  if ink then attributes["typst:stroke"] = ('(left: 3pt + rgb("%s"))'):format(ink) end
  return div
end

local function typst_span(span)
  local ink = ink_of(span)
  if not ink then return nil end
  span.attributes["typst:text:fill"], span.attributes["typst:text:weight"] = ('rgb("%s")'):format(ink), '"bold"'
  return span
end

local function quoted(text)
  return '"' .. text:gsub('[\\"\n]', SIGNS) .. '"'
end

local function typst_picture(image)
  local alt = image.attributes.alt or image.attributes["fig-alt"] or pandoc.utils.stringify(image.caption)
  local width = image.attributes.width
  local size = width and width:match("^[%d.]+%%$") or width and width:match("^[%d.]+[cmipnt]+$")
  local code = "image(" .. quoted(image.src) .. ", alt: " .. quoted(alt) .. (size and ", width: " .. size or "") .. ")"
  return pandoc.RawInline("typst", "#box(" .. code .. ")")
end

local function typst_formula(math)
  local code = pandoc.write(pandoc.Pandoc { pandoc.Plain { math } }, "typst"):gsub("%s+$", "")
  return pandoc.RawInline("typst", "#[#set math.equation(alt: " .. quoted(math.text) .. ");" .. code .. "]")
end

local function word_block(div)
  local style = first_known(div, BLOCK_STYLES)
  if style and not div.attributes["custom-style"] then
    div.attributes["custom-style"] = style
    return div
  end
end

local function word_span(span)
  if ink_of(span) then
    span.attributes["custom-style"] = "Finding"
    return span
  end
end

if FORMAT == "typst" then return { { Div = typst_panel, Span = typst_span, Image = typst_picture, Math = typst_formula } } end
if FORMAT == "docx" then return { { Div = word_block, Span = word_span } } end
return {}
