import type { PriceChange, PriceImportPreview, PriceRates } from '@taffrail/contract';
import { formatCount, plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { formatRate, rateFields } from '../price-words.ts';
import { useImport } from '../prices.api.ts';
import type { Previewed } from './choose-file.tsx';

interface ImportPreviewProps {
  previewed: Previewed;
  onBack: () => void;
  onImported: (preview: PriceImportPreview) => void;
}

/** What would change, kind by kind, and the button that does it. */
export function ImportPreview({ previewed, onBack, onImported }: ImportPreviewProps) {
  const { chosen, preview } = previewed;
  const { mutate, isPending, error } = useImport();
  const { added, changed, unchanged, kept, changes } = preview;
  const count = added + changed;
  const submit = (): void => {
    const { effectiveFrom, fingerprint } = preview;
    mutate({ ...chosen, effectiveFrom, fingerprint }, { onSuccess: onImported });
  };
  return (
    <div className="flex flex-col gap-3">
      <p>
        Of <span className="font-medium break-all">{chosen.name}</span>: {plural(changed, 'price')}{' '}
        would change, {formatCount(added)} are new, {formatCount(unchanged)} are as they are.{' '}
        <LeftOut leftOut={preview.leftOut} />
      </p>
      <Changes title="Changed" all={changed} changes={changes.changed} isOpen />
      <Changes
        title="Kept as you set them, though the file says otherwise"
        all={kept}
        changes={changes.kept}
        isOpen={false}
      />
      <Changes title="New" all={added} changes={changes.added} isOpen={changed === 0} />
      {error && <Notice status="error">{error.message}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>Back</Button>
        <Button
          look="primary"
          pending={isPending}
          disabledReason={count === 0 ? 'The book says all of this already.' : undefined}
          onClick={submit}
        >
          Import {plural(count, 'price')}
        </Button>
      </div>
    </div>
  );
}

function LeftOut({ leftOut }: Pick<PriceImportPreview, 'leftOut'>) {
  const { notByToken, unreadable, twice } = leftOut;
  const parts = [
    notByToken > 0 && `${formatCount(notByToken)} not priced by token`,
    twice > 0 && `${formatCount(twice)} named twice`,
    unreadable > 0 && `${formatCount(unreadable)} unreadable`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : (
    <span className="text-muted">Left out: {parts.join(', ')}.</span>
  );
}

interface ChangesProps {
  title: string;
  all: number;
  changes: readonly PriceChange[];
  isOpen: boolean;
}

function Changes({ title, all, changes, isOpen }: ChangesProps) {
  if (all === 0) return null;
  return (
    <details open={isOpen} className="min-w-0">
      <summary className="min-h-8 py-1 font-medium coarse:min-h-11">
        {title} ({formatCount(all)})
      </summary>
      <ScrollRegion label={title} className="max-h-72">
        <SmallTable
          caption={title}
          columns={[
            { title: 'Model', className: 'text-left' },
            { title: 'US dollars for a million tokens', className: 'text-left pl-3' },
          ]}
        >
          {changes.map((change) => (
            <SmallRow key={`${change.provider} ${change.modelPattern}`}>
              <th scope="row" className="min-w-32 py-1 text-left align-top font-normal">
                <span className="break-all">{change.modelPattern}</span>{' '}
                <span className="text-caption text-muted">{change.provider}</span>
              </th>
              <td className="py-1 pl-3">
                <What change={change} />
              </td>
            </SmallRow>
          ))}
        </SmallTable>
        {changes.length < all && (
          <p className="py-1 text-compact text-muted">
            The first {formatCount(changes.length)} of {formatCount(all)}.
          </p>
        )}
      </ScrollRegion>
    </details>
  );
}

const rateText = (usd: string | null, instead: string | undefined): string =>
  usd === null ? (instead ?? '–') : formatRate(usd);

/** Only the classes that differ; of a new one all that it names. */
function What({ change: { before, after } }: { change: PriceChange }) {
  const told = rateFields.filter(({ name }) =>
    before ? before[name] !== after[name] : after[name] !== null,
  );
  const haveTiersChanged =
    JSON.stringify(before?.tiers ?? []) !== JSON.stringify(after.tiers) || told.length === 0;
  return (
    <ul>
      {told.map(({ name, title, instead }) => (
        <li key={name}>
          <span className="text-muted">{title}</span>{' '}
          {before && <Before rates={before} name={name} instead={instead} />}
          <span data-numeric>{rateText(after[name], instead)}</span>
        </li>
      ))}
      {haveTiersChanged && (
        <li className="text-muted">
          {after.tiers.length === 0
            ? 'one price for all sizes'
            : `other prices above ${after.tiers.map((tier) => formatCount(tier.aboveInputTokens)).join(', ')} tokens`}
        </li>
      )}
    </ul>
  );
}

interface BeforeProps {
  rates: PriceRates;
  name: keyof PriceRates;
  instead: string | undefined;
}

function Before({ rates, name, instead }: BeforeProps) {
  return (
    <>
      <del className="text-muted" data-numeric>
        {rateText(rates[name], instead)}
      </del>{' '}
      <span aria-hidden>→</span>{' '}
    </>
  );
}
