export { reasonWords, shownStatus, statusLooks, type ShownStatus } from '../../../ui/run-looks.ts';
