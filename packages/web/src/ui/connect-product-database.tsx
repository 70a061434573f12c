import { CodeBlock } from './code-block.tsx';
import { EmptyState } from './empty-state.tsx';

interface ConnectProductDatabaseProps {
  /** One sentence: what there is not, without it. */
  title: string;
  /** Lines of `taffrail.config.ts` that say what to look at. */
  config?: string;
  /** Names the code, which may stand on a page more than once: "the record counts". */
  of: string;
}

/** How the console is given the product's own database. */
export function ConnectProductDatabase({ title, config, of }: ConnectProductDatabaseProps) {
  return (
    <EmptyState kind="never" title={title}>
      <p className="mb-3">
        Give the console its address, with a role that may only read, and start it again. Nothing is
        ever written to it.
      </p>
      <div className="text-left text-text">
        <CodeBlock
          code="PRODUCT_DATABASE_URL=postgres://reader:password@host:5432/product"
          what={`the setting for ${of}`}
          wrap
        />
        {config !== undefined && <ConfigLines config={config} of={of} />}
      </div>
    </EmptyState>
  );
}

/** What belongs into `taffrail.config.ts`. */
export function ConfigLines({ config, of }: { config: string; of: string }) {
  return (
    <>
      <p className="mt-3 mb-1 text-compact text-muted">
        In <code>taffrail.config.ts</code>:
      </p>
      <CodeBlock code={config} what={`the configuration of ${of}`} />
    </>
  );
}
