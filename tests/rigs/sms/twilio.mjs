// Twilio's API as its own description has it (twilio_openapi.json): a request that the description does not know is refused with what is
// wrong; another is answered with the description's example, checked against the description.
//   node twilio.mjs PORT
import http from 'node:http';
import { readFile } from 'node:fs/promises';
import Ajv from 'ajv';

const description = JSON.parse(await readFile(new URL('twilio_openapi.json', import.meta.url), 'utf8'));
const ajv = new Ajv.default({ strict: false, allErrors: true, coerceTypes: 'array', validateFormats: false });
ajv.addSchema(description, 'twilio');

const compiled = (schema) => ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"twilio#/components')));
const wrong = (check, value) => (check(value) ? [] : check.errors.map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`));

// A path of the description as a pattern with a check for each of its parameters.
function place(path, method, operation) {
  const names = [...path.matchAll(/{(\w+)}/g)].map((found) => found[1]);
  const form = operation.requestBody?.content['application/x-www-form-urlencoded'].schema;
  const [status, answer] = Object.entries(operation.responses)[0];
  const { schema, examples } = answer.content['application/json'];
  return {
    method: method.toUpperCase(),
    pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/{\w+}/g, '([^/]+)')}$`),
    parameters: names.map((name) => [name, compiled(operation.parameters.find((one) => one.name === name && one.in === 'path').schema)]),
    // What is not listed would be ignored by Twilio without a word: here it is a fault.
    form: form && compiled({ ...form, additionalProperties: false }),
    answer: { status: Number(status), check: compiled(schema), body: Object.values(examples)[0].value },
  };
}

const places = Object.entries(description.paths).flatMap(([path, methods]) =>
  ['get', 'post'].filter((method) => methods[method]).map((method) => place(path, method, methods[method])));

function faults(found, values, request, body) {
  const said = found.parameters.flatMap(([name, check], at) => wrong(check, values[at]).map((text) => name + text));
  if (!/^Basic [A-Za-z0-9+/]+=*$/.test(request.headers.authorization ?? '')) said.push('the log-in is missing');
  if (!found.form) return body ? [...said, 'a body where none belongs'] : said;
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return [...said, 'not a form'];
  const form = {};
  for (const [name, value] of new URLSearchParams(body)) form[name] = name in form ? [].concat(form[name], value) : value;
  return [...said, ...wrong(found.form, form)];
}

http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const path = new URL(request.url, 'http://twilio').pathname;
  const found = places.find((one) => one.method === request.method && one.pattern.test(path));
  const answer = (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (!found) return answer(404, { code: 20404, message: `The description has no ${request.method} ${path}`, status: 404 });
  const said = faults(found, found.pattern.exec(path).slice(1), request, Buffer.concat(chunks).toString());
  if (said.length) return answer(400, { code: 20001, message: said.join('; '), status: 400 });
  const own = wrong(found.answer.check, found.answer.body);
  return own.length ? answer(500, { code: 20500, message: own.join('; '), status: 500 }) : answer(found.answer.status, found.answer.body);
}).listen(Number(process.argv[2]), '127.0.0.1');
