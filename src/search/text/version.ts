/** Version of the analysis: what `terms` makes of a text. An index made with another asks for a rebuild. Raise it with every change to folding or tokens. */
export const ANALYSIS = `2-${process.versions.icu}-${process.versions.unicode}`
