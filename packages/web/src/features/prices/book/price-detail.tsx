import type { Price } from '@taffrail/contract';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { isEverSince, originWords } from '../price-words.ts';
import { RatesTable } from './rates-table.tsx';

/** All of a price: its classes and tiers, where it is from, and what was before it. */
export function PriceDetail({ price }: { price: Price }) {
  const { effectiveFrom, effectiveTo, origin, source, createdAt, modelPattern, state } = price;
  return (
    <div className="flex flex-wrap items-start gap-x-10 gap-y-4">
      <RatesTable rates={price} tiers={price.tiers} />
      <div className="min-w-0 flex-1 basis-64">
        <Facts>
          <Fact name="In force from">
            {isEverSince(effectiveFrom) ? 'as far back as jobs go' : <Moment at={effectiveFrom} />}
          </Fact>
          {effectiveTo !== null && (
            <Fact name="Ended">
              <Moment at={effectiveTo} />
            </Fact>
          )}
          <Fact name="From">{source ?? originWords[origin]}</Fact>
          <Fact name="Entered">
            <Moment at={createdAt} />
          </Fact>
        </Facts>
        {state !== 'superseded' && (
          <p className="mt-2 text-compact">
            <Link to="." search={{ q: modelPattern, state: 'superseded' }}>
              Earlier prices of this model
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}

function Moment({ at }: { at: string }) {
  return <RelativeTime at={at} />;
}
