-- Converts jobs in one pandoc process: a JSON job per line of standard input, a JSON result per line of standard output.
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
    result = {result = outcome, log = messages}
  else
    result = {error = tostring(outcome), log = messages}
  end
  io.write(pandoc.json.encode(result), '\n')
  io.flush()
end
