// An SMSC for tests, on npm's `smpp`: the protocol is a third party's, what happens to a message follows from the end of its number.
//   node smsc.mjs PORT CONTROL_PORT   password secret1
//   01 undeliverable · 02 expired · 03 rejected · 97 the connection breaks · 98 throttled · 99 bad address · otherwise delivered
//   GET :CONTROL/inbound?from=&to=&text=  sends a message, with &of=&number=&count= a part of one · GET :CONTROL/log  shows what came in · GET :CONTROL/sessions  counts them
import http from 'node:http';
import smpp from 'smpp';

const [port, control] = process.argv.slice(2).map(Number);
const sessions = new Set();
const log = [];
let last = 0;

const outcomes = { '01': ['UNDELIV', 5, '001'], '02': ['EXPIRED', 3, '000'], '03': ['REJECTD', 8, '021'] };
const day = () => new Date().toISOString().replace(/[-:TZ.]/g, '').slice(2, 12);

function submitted(session, pdu) {
  const to = pdu.destination_addr;
  const message = pdu.short_message?.message ?? pdu.message_payload?.message;
  const header = pdu.short_message?.udh;
  log.push({ from: pdu.source_addr, to, coding: pdu.data_coding, class: pdu.esm_class, receipt: pdu.registered_delivery, text: message,
    header: header && Buffer.concat([].concat(header)).toString('hex') });
  if (to.endsWith('97')) return session.destroy();
  if (to.endsWith('98')) return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
  if (to.endsWith('99')) return session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
  const id = (++last).toString(16).padStart(8, '0');
  session.send(pdu.response({ message_id: id }));
  if (!(pdu.registered_delivery & 3)) return;
  const [word, state, error] = outcomes[to.slice(-2)] ?? ['DELIVRD', 2, '000'];
  const receipt = { esm_class: 4, source_addr_ton: 1, source_addr_npi: 1, source_addr: to, destination_addr: pdu.source_addr,
    dest_addr_ton: pdu.source_addr_ton, receipted_message_id: id, message_state: state,
    short_message: `id:${id} sub:001 dlvrd:${state === 2 ? '001' : '000'} submit date:${day()} done date:${day()} stat:${word} err:${error} text:` };
  const deliver = () => {
    const open = [...sessions].at(-1);
    // As long as it is not taken, it is brought again.
    open?.deliver_sm(receipt, (answer) => answer.command_status && setTimeout(deliver, 200));
  };
  setTimeout(deliver, 100);
}

smpp.createServer({}, (session) => {
  session.on('error', () => {});
  session.on('close', () => sessions.delete(session));
  session.on('bind_transceiver', (pdu) => {
    if (pdu.password !== 'secret1') {
      session.send(pdu.response({ command_status: smpp.ESME_RINVPASWD }));
      return session.close();
    }
    session.send(pdu.response({ system_id: 'TESTS' }));
    sessions.add(session);
  });
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu) => { session.send(pdu.response()); session.close(); });
  session.on('submit_sm', (pdu) => submitted(session, pdu));
}).listen(port, '127.0.0.1');

http.createServer((request, response) => {
  const { pathname, searchParams: ask } = new URL(request.url, 'http://localhost');
  if (pathname === '/inbound') {
    const [of, count, number] = ['of', 'count', 'number'].map((name) => Number(ask.get(name)));
    const text = of ? { udh: Buffer.from([5, 0, 3, of, count, number]), message: ask.get('text') } : ask.get('text');
    [...sessions].at(-1)?.deliver_sm({ source_addr_ton: Number(ask.get('ton') ?? 1), source_addr_npi: 1, source_addr: ask.get('from'), destination_addr: ask.get('to'), esm_class: of ? 0x40 : 0, short_message: text });
  }
  response.end(JSON.stringify(pathname === '/sessions' ? sessions.size : log));
}).listen(control, '127.0.0.1');
