/** Starts the page: composes, applies the language, mounts, opens the case of the address, and readies offline use. */
import '../ui/tokens.css';
import { mount } from 'svelte';
import Root from '../ui/shell/Root.svelte';
import { compose } from './compose';
import { startOffline } from './offline';
import { caseIdOf, followAddress } from './address';

const target = document.getElementById('app');
if (target === null) throw new Error('no #app in the page');

const { app, i18n } = await compose();
const offline = startOffline();
mount(Root, { target, props: { app, i18n, offline } });
followAddress(app.project);
await app.project.refreshCases();
const caseId = caseIdOf(location.hash);
if (caseId !== null) await app.project.open(caseId);
