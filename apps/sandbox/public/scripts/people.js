const NAMES = [
  'Anahit',
  'Tigran',
  'Lilit',
  'Davit',
  'Mariam',
  'Aram',
  'Nare',
  'Gor',
  'Sona',
  'Levon',
];
const SURNAMES = ['Petrosyan', 'Sargsyan', 'Grigoryan', 'Hakobyan', 'Avagyan', 'Melikyan'];

/** The customers this browser plays on one channel, remembered over reloads. */
export function rememberPeople(channel, account) {
  const slot = `people ${channel} ${account}`;
  const saved = JSON.parse(localStorage.getItem(slot) ?? 'null') ?? { people: [], current: null };
  const save = () => localStorage.setItem(slot, JSON.stringify(saved));
  if (saved.people.length === 0) add();

  function add() {
    const person = newPerson(channel);
    saved.people.unshift(person);
    saved.people.length = Math.min(saved.people.length, 20);
    saved.current = person.id;
    save();
    return person;
  }

  return {
    list: () => saved.people,
    current: () => saved.people.find(({ id }) => id === saved.current) ?? saved.people[0],
    choose(id) {
      saved.current = id;
      save();
    },
    add,
  };
}

function newPerson(channel) {
  const name = `${pick(NAMES)} ${pick(SURNAMES)}`;
  return { id: NEW_ID[channel](), name, phone: `+3749${digits(1)}${digits(6)}` };
}

const NEW_ID = {
  messenger: () => `24${digits(15)}`,
  instagram: () => `118${digits(13)}`,
  viber: () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))),
};

function digits(count) {
  return Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => byte % 10).join('');
}

function pick(list) {
  return list[crypto.getRandomValues(new Uint8Array(1))[0] % list.length];
}
