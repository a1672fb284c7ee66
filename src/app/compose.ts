/** The only place that constructs: database, services, state, each from the interfaces it asks for. */
import type { AnalysisService, FrameService } from '../bridge/protocol';
import { us } from '../core/time';
import { WebCaseLock } from '../db/case-lock';
import { CaseRepo } from '../db/case-repo';
import { ComputedRepo } from '../db/computed-repo';
import { draftStorage } from '../db/draft-storage';
import { HandleRepo } from '../db/handle-repo';
import { openDb } from '../db/open-db';
import { ReviewRepo } from '../db/review-repo';
import { SettingRepo } from '../db/setting-repo';
import { SignsRepo } from '../db/signs-repo';
import { BrowserStorageKeeper } from '../db/storage-keeper';
import { parseUnit, readUnitFile, writeUnitFile } from '../db/unit-file';
import { VoiceRepo } from '../db/voice-repo';
import { I18n } from '../i18n/i18n.svelte';
import { isLocale, SOURCE_LOCALE } from '../i18n/locales';
import { CaseDigests } from '../state/case-digests.svelte';
import { CaseLog } from '../state/case-log.svelte';
import { CaseSurvey } from '../state/case-survey';
import { CaseReview, type CaseReviewDeps } from '../state/case-review.svelte';
import { Checklist } from '../state/checklist.svelte';
import { Commands } from '../state/commands.svelte';
import type { App } from '../state/context';
import { Documents } from '../state/documents.svelte';
import { Drafts } from '../state/drafts';
import type { Env } from '../state/env';
import { Exemplars } from '../state/exemplars.svelte';
import { Jobs } from '../state/jobs.svelte';
import { Marks } from '../state/marks.svelte';
import { Places } from '../state/places';
import { Project } from '../state/project.svelte';
import { Recognition } from '../state/recognition.svelte';
import { Review } from '../state/review.svelte';
import { Selection } from '../state/selection.svelte';
import { Sequence } from '../state/sequence.svelte';
import { Settings } from '../state/settings.svelte';
import { Signing } from '../state/signing.svelte';
import { Signs } from '../state/signs.svelte';
import { Sources } from '../state/sources.svelte';
import { SpeechModels } from '../state/speech-model.svelte';
import { Storage } from '../state/storage.svelte';
import { Toasts } from '../state/toasts.svelte';
import { TwoReviewers } from '../state/two-reviewers.svelte';
import { Transcripts } from '../state/transcripts.svelte';
import { Unit } from '../state/unit.svelte';
import { Voice } from '../state/voice.svelte';
import { browserFiles } from './file-access';
import { pdfPages } from './pdf-pages';
import { browserFolders } from './folder-access';
import { createServices } from './services';

/** Put in by the build. */
declare const __APP_VERSION__: string;

export interface Composed {
  readonly app: App;
  readonly i18n: I18n;
}

/** Made once and only when asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}

export async function compose(): Promise<Composed> {
  const { db, memoryOnly } = await openDb();
  const settingStore = new SettingRepo(db);
  const loaded = await settingStore.load().catch(() => ({}));
  const settings = new Settings(settingStore, loaded);
  const places = new Places(settingStore, loaded);
  const digests = new CaseDigests(settingStore, loaded, () => Date.now());
  const i18n = new I18n();
  await i18n.start(isLocale(settings.locale) ? settings.locale : SOURCE_LOCALE);

  const env: Env = { now: () => Date.now(), newId: () => crypto.randomUUID(), actor: () => settings.reviewer || log.state.info.reviewer };
  const store = new CaseRepo(db);
  const services = createServices(db, memoryOnly === null);
  const service: () => Promise<AnalysisService> = once(services.analysis);
  const frames: () => Promise<FrameService> = once(services.frames);
  const proxies = once(services.previews);
  const previews: App['previews'] = (durationUs) => ({
    make: async (file, onProgress, signal) => (await proxies()).make(file, onProgress, signal, durationUs()),
  });

  const log: CaseLog = new CaseLog(store, env);
  const computed = new ComputedRepo(db);
  const jobs = new Jobs({ store, computed, env, service });
  log.onRewritten = () => jobs.saveAll();
  db.on('close', () => void log.verify().catch(() => undefined));
  const unit = new Unit(settingStore, loaded, { parse: parseUnit, read: readUnitFile, write: writeUnitFile });
  const sequence = new Sequence(log, jobs, unit);
  const exemplars = new Exemplars(settingStore, loaded, jobs, env, browserFiles);
  jobs.across = (id) => [...sequence.findingsOf(id), ...exemplars.findingsOf(id)];
  const sources = new Sources(browserFiles, new HandleRepo(db));
  const selection = new Selection();
  const review = new Review(log, jobs, selection, env);
  const matcher: CaseReviewDeps['matcher'] = async (lexicon) => {
    const [{ compileCues }, { toneless }] = await Promise.all([import('../core/speech/cue-matcher'), import('../engine/speech/pinyin')]);
    return compileCues(lexicon, toneless);
  };
  const voice = new Voice({ service: once(services.voices), store: new VoiceRepo(db), jobs, sources });
  const caseReview = new CaseReview({ log, jobs, review, unit, voice, env, version: __APP_VERSION__, matcher });
  const cited = new ReviewRepo(db);
  const documents = new Documents({ caseReview, log, env, files: browserFiles, store: cited, caseId: () => project.caseId, hash: services.hash, pages: pdfPages });
  const signs = new Signs({ service: once(services.signs), store: new SignsRepo(db), jobs, sources, recordingIds: () => log.state.recordings.map(({ id }) => id), nameOf: (of) => log.state.recordings.find(({ id }) => id === of)?.identity.name ?? '' });
  const transcripts = new Transcripts({ caseReview, log, env, unit, startOf: (id) => jobs.of(id)?.summary?.startUs ?? us(0), endOf: (id) => { const summary = jobs.of(id)?.summary ?? null; return summary === null ? null : us(summary.startUs + summary.durationUs); } });
  const speechModels = new SpeechModels({ folders: browserFolders, permission: (handle, ask) => browserFiles.permission(handle, ask), store: settingStore, loaded });
  const recognition = new Recognition({ service: once(services.recogniser), models: speechModels, sources, voice, transcripts, env, recordingIds: () => log.state.recordings.map(({ id }) => id) });
  const marks = new Marks({ caseReview, log, unit, selection, env });
  const lock = new WebCaseLock(() => project.lose());
  const format = async () => {
    const [{ writeCaseFile, readCaseFile, renewIds }, { blindCopy }] = await Promise.all([import('../db/case-file'), import('../db/review-transfer')]);
    return { write: writeCaseFile, read: readCaseFile, renew: renewIds, blind: blindCopy };
  };
  const project: Project = new Project({ store, lock, env, files: browserFiles, log, jobs, sources, selection, places, format, recognise: services.recognise });
  const drafts = new Drafts(draftStorage, () => project.caseId);
  project.onRemoved = (caseId) => drafts.forget(caseId);
  const survey = new CaseSurvey(store, () => unit.current);
  const reviewFormat = async () => {
    const { writeReviewFile, readReviewFile } = await import('../db/review-transfer');
    return { write: writeReviewFile, read: readReviewFile };
  };
  const toasts = new Toasts();
  project.onFreed = () => toasts.show('info', 'shell:tab_freed');
  const app: App = {
    survey, reviewers: new TwoReviewers({ log, jobs, caseReview, unit, env, files: browserFiles, survey, format: reviewFormat }), project, sources, jobs, log, review, caseReview, marks, transcripts, voice, speechModels, recognition, signs, checklist: new Checklist(caseReview, () => project.caseId), signing: new Signing(log), unit, documents, cited, sequence, exemplars, selection, settings, frames, previews, places, drafts, digests, stills: computed,
    storage: new Storage(new BrowserStorageKeeper(db), log, jobs, memoryOnly),
    opinionDocx: async (blocks, options) => (await import('../export/opinion-docx/opinion-docx')).opinionDocx(blocks, options),
    toasts, commands: new Commands(settings), files: browserFiles, version: __APP_VERSION__,
  };
  return { app, i18n };
}
