// Checks requests against the types of the official SDK, so that a parameter
// Stripe has dropped or never had is refused here as it is there.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Ajv from 'ajv'
import { badRequest } from './errors.mjs'

const run = promisify(execFile)
const file = (name) => fileURLToPath(new URL(name, import.meta.url))
const GENERATOR = fileURLToPath(
  import.meta.resolve('ts-json-schema-generator/bin/ts-json-schema-generator.js'),
)
const CACHE = file('../../../node_modules/.cache/paylink-stripe-rig/')

/** Functions that throw Stripe's error for a request of the wrong shape. */
export async function loadRequestChecks() {
  const schema = closeEnums(JSON.parse(await cachedSchema()))
  const ajv = new Ajv.default({
    strict: false, // the generator writes keywords of TypeScript's making
    allErrors: true,
    coerceTypes: true, // a form carries text only
    validateFormats: false,
  })
  ajv.addSchema(schema, 'stripe')
  return {
    createSession: check(ajv.compile({ $ref: 'stripe#/definitions/CheckoutSessionCreate' })),
    createRefund: check(ajv.compile({ $ref: 'stripe#/definitions/RefundCreate' })),
  }
}

function check(validate) {
  return (params) => {
    if (!validate(params)) throw asStripeError(validate.errors)
  }
}

// Generating takes seconds of CPU; the result changes only with what goes in.
async function cachedSchema() {
  const hash = createHash('sha256')
    .update(await readFile(file('../../../package-lock.json')))
    .update(await readFile(file('request_types.ts')))
    .digest('hex')
    .slice(0, 16)
  const path = `${CACHE}${hash}.json`
  try {
    return await readFile(path, 'utf8')
  } catch {
    const schema = await generateSchema()
    // Rigs may start side by side: none may read what another has half written.
    await mkdir(CACHE, { recursive: true })
    await writeFile(`${path}.${process.pid}`, schema)
    await rename(`${path}.${process.pid}`, path)
    return schema
  }
}

async function generateSchema() {
  const { stdout } = await run(
    process.execPath,
    [
      GENERATOR,
      '--path', file('request_types.ts'),
      '--tsconfig', file('tsconfig.json'),
      '--type', '*',
      '--no-type-check',
      '--minify',
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  return stdout
}

// The SDK leaves every enum open for values that Stripe may add to answers.
// For requests that would let any misspelt value through, `de-AT` as a locale
// for one, so the open branch goes.
function closeEnums(schema) {
  const isOpen = (branch) => branch.$ref === '#/definitions/OtherString'
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return
    if (Array.isArray(node.anyOf)) node.anyOf = node.anyOf.filter((branch) => !isOpen(branch))
    Object.values(node).forEach(visit)
  }
  visit(schema)
  return schema
}

function asStripeError(errors) {
  const unknown = errors.find((error) => error.keyword === 'additionalProperties')
  if (unknown) {
    const param = paramName(unknown.instancePath, unknown.params.additionalProperty)
    return badRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
  }
  const missing = errors.find((error) => error.keyword === 'required')
  if (missing) {
    const param = paramName(missing.instancePath, missing.params.missingProperty)
    return badRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
  }
  const [error] = errors
  const param = paramName(error.instancePath)
  return badRequest(`Invalid ${param}: ${error.message}`, { param })
}

// /line_items/0/quantity → line_items[0][quantity], as Stripe writes it
function paramName(pointer, last) {
  const [first, ...rest] = [...pointer.split('/').slice(1), ...(last ? [last] : [])]
  return [first, ...rest.map((part) => `[${part}]`)].join('')
}
