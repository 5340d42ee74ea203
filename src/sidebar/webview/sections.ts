/** The page's sections, top to bottom. Each is built again only when what it shows has changed. */
import type { ViewModel } from '../protocol/view-model';
import { element, type Keyed } from './dom';
import { entrySection } from './entry-section';
import { buildHeader } from './header';
import { button } from './link';
import { decisionItem, elsewhereSection, listSection, noticeBox, once } from './list-section';
import type { Page } from './page';
import { questionSection } from './question-section';

type ReviewModel = Extract<ViewModel, { kind: 'review' }>;

export function toSections(model: ViewModel, page: Page): readonly Keyed[] {
  return model.kind === 'welcome' ? welcome(model, page) : review(model, page);
}

function welcome(model: Extract<ViewModel, { kind: 'welcome' }>, page: Page): readonly Keyed[] {
  const { title, sentences, actions, elsewhere } = model;
  return [
    once('welcome', [title, sentences, actions], () =>
      element(
        'header',
        { class: 'welcome' },
        element('h1', {}, title),
        ...sentences.map((sentence) => element('p', { class: 'muted' }, sentence)),
        ...actions.map((action, index) => button(action, page, `welcome ${index}`, index === 0)),
      ),
    ),
    ...(elsewhere === undefined ? [] : [elsewhereSection(elsewhere, page)]),
  ];
}

function review(model: ReviewModel, page: Page): readonly Keyed[] {
  const { header, notices, decisions, entries, questions, unplaced, elsewhere } = model;
  return [
    once('header', header, () => buildHeader(header, page)),
    ...(notices.length === 0
      ? []
      : [
          once('notices', notices, () =>
            element('section', { class: 'notices' }, ...notices.map((notice, index) => noticeBox(notice, index, page))),
          ),
        ]),
    ...(decisions === undefined
      ? []
      : [listSection('decisions', decisions, (decision, index) => decisionItem(decision, index, page))]),
    ...entries.map((entry) => entrySection(entry, entries.length, page)),
    ...questionSection(questions, page),
    ...(unplaced === undefined
      ? []
      : [
          listSection('unplaced', unplaced, ({ what, detail }) =>
            element('li', {}, what, element('div', { class: 'small muted' }, detail)),
          ),
        ]),
    ...(elsewhere === undefined ? [] : [elsewhereSection(elsewhere, page)]),
  ];
}
