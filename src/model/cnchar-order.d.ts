/** The part of cnchar-order that is used here; its own types need another package. */
declare module 'cnchar-order' {
  const order: { readonly dict: { readonly orders: Readonly<Record<string, string>> } }
  export default order
}
