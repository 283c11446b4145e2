export function strict(source: string): string;
