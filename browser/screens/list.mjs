// Every picture, face by face, in the order in which they are taken.
//
// A picture is `{ name, alt, who, path, walk, status, shows }`: its file's name, what is to be seen,
// `citizen` or a log-in of the demonstration, the address (or what finds it), what is done there
// before the picture, the status expected, and what must be in sight by then.

import { pictures as admin } from './admin.mjs';
import { pictures as casework } from './casework.mjs';
import { pictures as citizen } from './citizen.mjs';
import { pictures as desk } from './desk.mjs';
import { pictures as leader } from './leader.mjs';
import { pictures as shared } from './shared.mjs';

export const FACES = [
  { title: 'Citizen', pictures: citizen },
  { title: 'Desk', pictures: desk },
  { title: 'Casework', pictures: casework },
  { title: 'Leader', pictures: leader },
  { title: 'Administrator', pictures: admin },
  { title: 'For everybody', pictures: shared },
];
