/** The look of the checkout page: one column, large touch targets, light and dark. */
export const CHECKOUT_STYLE = `
  :root { color-scheme: light dark; --ink: #17202a; --soft: #66727f; --card: #fff; --line: #e3e8ee;
    --ground: #f1f4f8; --accent: #0b6e4f; --bad: #b3261e; }
  @media (prefers-color-scheme: dark) { :root { --ink: #eef2f6; --soft: #9aa7b4; --card: #1b232c;
    --line: #2f3a46; --ground: #10161c; --accent: #17966c; --bad: #f2867e; } }
  * { box-sizing: border-box; margin: 0; }
  body { font: 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans Armenian",
    sans-serif; color: var(--ink); background: var(--ground); min-height: 100vh; padding: 16px;
    display: flex; flex-direction: column; align-items: center; }
  nav { width: 100%; max-width: 420px; display: flex; gap: 4px; justify-content: flex-end; }
  nav a { color: var(--soft); text-decoration: none; font-size: 14px; padding: 10px; }
  main { width: 100%; max-width: 420px; background: var(--card); border-radius: 20px;
    padding: 24px; box-shadow: 0 8px 30px rgb(0 0 0 / .08); }
  .shop { display: flex; align-items: center; gap: 10px; font-weight: 600; }
  .mark { width: 36px; height: 36px; border-radius: 50%; background: var(--accent); color: #fff;
    display: grid; place-items: center; }
  .sum { font-size: 40px; font-weight: 700; margin: 18px 0 10px; letter-spacing: -.5px;
    overflow-wrap: anywhere; }
  dl { border-top: 1px solid var(--line); margin-bottom: 20px; }
  dl div { display: flex; justify-content: space-between; gap: 16px; padding: 10px 0;
    border-bottom: 1px solid var(--line); }
  dt { color: var(--soft); } dd { overflow-wrap: anywhere; text-align: right; }
  h1 { font-size: 22px; margin-bottom: 4px; }
  h1.succeeded { color: var(--accent); } h1.failed, h1.expired { color: var(--bad); }
  .button { display: block; width: 100%; min-height: 50px; margin-top: 10px; padding: 13px;
    border: 1px solid var(--line); border-radius: 14px; background: transparent;
    color: var(--ink); font: inherit; text-align: center; text-decoration: none; cursor: pointer; }
  .button.pay { background: var(--accent); border-color: var(--accent); color: #fff;
    font-weight: 600; }
  .button.leave { border-color: transparent; color: var(--soft); }
  .button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  footer { color: var(--soft); font-size: 13px; margin-top: 16px; text-align: center; }
`;
