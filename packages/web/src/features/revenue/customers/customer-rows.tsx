import type { ReactNode } from 'react';
import { CustomerName } from './customer-name.tsx';

export interface CustomerRow {
  readonly id: string;
  readonly organizationId: string | null;
  readonly name: string;
  /** Below the name. */
  readonly detail: ReactNode;
  readonly amount?: ReactNode;
  readonly when: ReactNode;
}

interface CustomerRowsProps {
  caption: string;
  rows: readonly CustomerRow[];
  /** Headings of the second and the last column. */
  amountTitle?: string;
  whenTitle: string;
}

/** A few customers, each with what is to be known of it. */
export function CustomerRows({ caption, rows, amountTitle, whenTitle }: CustomerRowsProps) {
  return (
    <table className="w-full table-fixed text-left">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-compact text-muted">
        <tr className="h-8">
          <th scope="col" className="pl-4 font-medium">
            Customer
          </th>
          {amountTitle && (
            <th scope="col" className="w-24 pl-2 text-right font-medium">
              {amountTitle}
            </th>
          )}
          <th scope="col" className="w-28 pr-4 pl-2 text-right font-medium">
            {whenTitle}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, organizationId, name, detail, amount, when }) => (
          <tr key={id} className="border-t border-line align-top">
            <th scope="row" className="py-2 pl-4 font-normal">
              <CustomerName organizationId={organizationId} name={name} />
              <span className="line-clamp-2 text-compact text-muted">{detail}</span>
            </th>
            {amountTitle && (
              <td className="py-2 pl-2 text-right whitespace-nowrap" data-numeric>
                {amount}
              </td>
            )}
            <td className="py-2 pr-4 pl-2 text-right text-compact leading-5 whitespace-nowrap text-muted">
              {when}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
