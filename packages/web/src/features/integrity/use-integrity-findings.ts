import { useQuery } from '@tanstack/react-query';
import type { PanelFindings } from '../../ui/finding.ts';
import { integrityQuery } from './integrity.api.ts';
import { judgeIntegrity } from './judge-integrity.ts';

export const useIntegrityFindings = (): PanelFindings => {
  const { data, isPending } = useQuery(integrityQuery);
  return { isPending, findings: isPending ? [] : judgeIntegrity(data) };
};
