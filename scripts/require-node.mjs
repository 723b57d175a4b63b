/** Must be imported before anything that an old Node could fail to load. */
const WANTED = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < WANTED[0] || (major === WANTED[0] && minor < WANTED[1])) {
  process.stderr.write(
    `Chatpay needs Node.js ${WANTED.join('.')} or newer (24 is best) and this is ${process.versions.node}: see https://nodejs.org/.\n`,
  );
  process.exit(1);
}
