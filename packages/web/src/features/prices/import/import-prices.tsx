import type { PriceImportPreview } from '@taffrail/contract';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { toast } from '../../../ui/toast.ts';
import { plural } from '../../../lib/format.ts';
import { ChooseFile, type Previewed } from './choose-file.tsx';
import { ImportPreview } from './import-preview.tsx';

/** The button, and the dialog that takes a file, shows what it changes, and then takes it in. */
export function ImportPrices() {
  const [open, setOpen] = useState(false);
  const [previewed, setPreviewed] = useState<Previewed>();
  const begin = (): void => {
    setPreviewed(undefined);
    setOpen(true);
  };
  const finish = ({ added, changed }: PriceImportPreview): void => {
    setOpen(false);
    toast('ok', `Imported ${plural(added + changed, 'price')}`);
  };
  return (
    <>
      <Button onClick={begin}>Import</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={previewed ? 'What the file changes' : 'Import prices'}
        description={
          previewed
            ? 'Nothing has changed yet.'
            : 'LiteLLM’s list, model_prices_and_context_window.json. You see what it changes first.'
        }
        width={previewed ? 'wide' : 'narrow'}
        dismissable={!previewed}
      >
        {previewed ? (
          <ImportPreview
            previewed={previewed}
            onBack={() => setPreviewed(undefined)}
            onImported={finish}
          />
        ) : (
          <ChooseFile onPreviewed={setPreviewed} />
        )}
      </Dialog>
    </>
  );
}
