export { searchedText } from '../graph/wording.ts'
