-- Runs a batch of conversions in one pandoc process: JSON jobs on standard input, JSON results on standard output.
-- Each job is read in a sandbox: pandoc sees no file of the machine, whatever the text asks for.
local jobs = pandoc.json.decode(io.read('a'), false)
local results = {}

local function convert(job)
  local document = pandoc.read(job.text, job.from, nil, {})
  return pandoc.write(document, job.to, {html_math_method = 'mathml', wrap_text = 'none'})
end

for i, job in ipairs(jobs) do
  local messages
  local ok, outcome
  messages, ok, outcome = pandoc.log.silence(pcall, convert, job)
  if ok then
    results[i] = {result = outcome, log = messages}
  else
    results[i] = {error = tostring(outcome), log = messages}
  end
end
io.write(pandoc.json.encode(results))
