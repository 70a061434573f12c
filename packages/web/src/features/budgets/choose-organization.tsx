import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { nameOf } from '../../ui/customer-name.ts';
import { organizationsQuery } from './budgets.api.ts';

export interface ChosenOrganization {
  readonly id: string;
  readonly name: string;
}

interface ChooseOrganizationProps {
  chosen: ChosenOrganization | undefined;
  onChoose: (organization: ChosenOrganization | undefined) => void;
}

/** One of those that are known, by the beginning of its name or id. */
export function ChooseOrganization({ chosen, onChoose }: ChooseOrganizationProps) {
  const [text, setText] = useState('');
  const { data = [] } = useQuery(organizationsQuery(useDeferredValue(text.trim())));
  if (chosen)
    return (
      <p className="flex items-center gap-2">
        <span className="font-medium">{chosen.name}</span>
        <Button
          look="quiet"
          size="row"
          icon={<X size={14} aria-hidden />}
          onClick={() => onChoose(undefined)}
        >
          Another one
        </Button>
      </p>
    );
  const choose = (id: string): void => {
    const found = data.find((organization) => organization.id === id);
    if (found) onChoose({ id, name: nameOf(found) });
  };
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden className="font-medium">
        Organization
      </span>
      <Combobox
        label="Organization"
        placeholder="Name or id of an organization"
        text={text}
        onText={setText}
        onChoose={choose}
        free={false}
        suggestions={data.map((organization) => ({
          value: organization.id,
          label: nameOf(organization),
        }))}
      />
    </div>
  );
}
