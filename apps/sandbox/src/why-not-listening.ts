/** One sentence for the operator. */
export function whyNotListening({ code, message }: NodeJS.ErrnoException, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use: stop what listens there or set SANDBOX_PORT to another one.`;
    case 'EACCES':
      return `Port ${port} may not be opened by this user: set SANDBOX_PORT to one above 1023.`;
    default:
      return `The sandbox cannot listen on port ${port}: ${message}`;
  }
}
