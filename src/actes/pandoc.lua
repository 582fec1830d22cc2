-- Converts jobs in one pandoc process: a JSON job per line of standard input; on standard output, for each, a line of
-- JSON that says how many bytes the result has, then the result itself.
-- Each job is read in a sandbox: pandoc sees no file of the machine, whatever the text asks for.

local function convert(job)
  local document = pandoc.read(job.text, job.from, nil, {})
  return pandoc.write(document, job.to, {html_math_method = 'mathml', wrap_text = 'none'})
end

for line in io.lines() do
  local messages, result
  local ok, outcome
  messages, ok, outcome = pandoc.log.silence(pcall, convert, pandoc.json.decode(line, false))
  if ok then
    result = {bytes = #outcome, log = messages}
  else
    result = {bytes = 0, error = tostring(outcome), log = messages}
  end
  io.write(pandoc.json.encode(result), '\n', ok and outcome or '')
  io.flush()
end
