import type { PriceRates, PriceTier } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { formatRate, rateFields } from '../price-words.ts';

interface RatesTableProps {
  rates: PriceRates;
  tiers: readonly PriceTier[];
}

const numeric = 'text-right py-1 pl-3 whitespace-nowrap';

/** What a million tokens of each class cost, and of larger inputs. */
export function RatesTable({ rates, tiers }: RatesTableProps) {
  const columns = [
    { name: 'Any input', rates },
    ...tiers.map((tier) => ({
      name: `Above ${formatCount(tier.aboveInputTokens)} tokens`,
      rates: tier,
    })),
  ];
  return (
    <ScrollRegion label="Rates" className="max-w-160">
      <SmallTable
        caption="US dollars for a million tokens"
        columns={[
          { title: 'For a million tokens', className: 'text-left' },
          ...columns.map(({ name }) => ({
            title: tiers.length === 0 ? 'Price' : name,
            className: numeric,
          })),
        ]}
      >
        {rateFields.map(({ name, title, instead }) => (
          <SmallRow key={name}>
            <th scope="row" className="py-1 text-left font-normal">
              {title}
            </th>
            {columns.map((column) => (
              <td key={column.name} className={numeric} data-numeric>
                <Rate usd={column.rates[name]} instead={instead} />
              </td>
            ))}
          </SmallRow>
        ))}
      </SmallTable>
    </ScrollRegion>
  );
}

function Rate({ usd, instead }: { usd: string | null; instead: string | undefined }) {
  return usd === null ? <span className="text-muted">{instead ?? '–'}</span> : formatRate(usd);
}
