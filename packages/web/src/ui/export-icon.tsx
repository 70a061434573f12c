import { Download } from 'lucide-react';

export const exportIcon = <Download size={14} aria-hidden />;
