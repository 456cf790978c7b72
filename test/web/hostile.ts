/** What people, and programs in their names, write into fields. */
export const hostile: readonly string[] = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>', '"><svg/onload=alert(1)>', "' onmouseover='alert(1)", '</textarea></title></style><!--', '${7*7}{{7*7}}',
  '\u202Eevil\u202C', '‏עברית עם עִבְרִית', '👨‍👩‍👧‍👦🏳️‍🌈', '𠮷野家𪚥', 'a'.repeat(500), '長'.repeat(500), 'javascript:alert(1)', '%00%0d%0a', '&lt;&amp;',
]
