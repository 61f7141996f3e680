--[[ `::: {.callout-note}`, -important and -warning: boxes in Typst, styles in DOCX, classes in HTML.

  Given the two functions that name faults, it returns the filter of a Div. ]]

local CALLOUTS = {
  note = { word = "Note", paint = "#1d5b79", fill = "#eef5f9" },
  important = { word = "Important", paint = "#9b2226", fill = "#fcf0ef" },
  warning = { word = "Warning", paint = "#7a5200", fill = "#fdf6e3" },
}
local CALLOUT_STYLES = { note = "Callout Note", important = "Callout Important", warning = "Callout Warning" }
local typst, docx = FORMAT == "typst", FORMAT == "docx"

local function callout_kind(div)
  for _, class in ipairs(div.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind then return kind end
  end
end

local function styled(style, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

return function(fault, place)
  local function callout(div)
    local kind = callout_kind(div)
    if not kind then return nil end
    local look = CALLOUTS[kind]
    if not look then
      fault(place(".callout-" .. kind), "'callout-" .. kind .. "' is not used in this report", "use -note, -important or -warning")
      return nil
    end
    local title, body = pandoc.Inlines(look.word), div.content:clone()
    if body[1] and body[1].t == "Header" then
      title = body:remove(1).content
    elseif div.attributes.title then
      title = pandoc.Inlines(div.attributes.title)
    end
    if typst then
      local blocks = pandoc.Blocks { pandoc.RawBlock("typst", "#callout(title: [") , pandoc.Plain(title),
        pandoc.RawBlock("typst", ('], background_color: rgb("%s"), icon_color: rgb("%s"), body: ['):format(look.fill, look.paint)) }
      blocks:extend(body)
      blocks:insert(pandoc.RawBlock("typst", "])"))
      return blocks
    elseif docx then
      return pandoc.Blocks { styled(CALLOUT_STYLES[kind] .. " Title", { pandoc.Para(title) }), styled(CALLOUT_STYLES[kind], body) }
    end
    return pandoc.Div({
      pandoc.Div({ pandoc.Plain(title) }, pandoc.Attr("", { "callout-header" })),
      pandoc.Div(body, pandoc.Attr("", { "callout-body" })),
    }, pandoc.Attr(div.identifier, { "callout", "callout-" .. kind }, { role = "note" }))
  end
  return callout
end
