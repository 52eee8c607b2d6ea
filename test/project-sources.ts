/** Every source file of the project as the house rules look at it: its text, its tree, and what it brings in. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

export interface Source {
  readonly path: string;
  readonly area: string;
  readonly isTest: boolean;
  readonly text: string;
  /** Paths from the root for our own files, names as they stand for packages. */
  readonly imports: readonly string[];
  readonly tree: ts.SourceFile;
}

export const sources: readonly Source[] = ['src', 'test', 'scripts', 'bench']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
  .filter((path) => /\.(tsx?|mjs)$/.test(path))
  .sort()
  .map((path) => {
    const text = readFileSync(path, 'utf8');
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const area = path.startsWith('src/') ? (path.split('/')[1] ?? '') : 'outside';
    return { path, area, isTest: /\.test\.tsx?$/.test(path), text, imports: importsOf(tree), tree };
  });
/** All nodes of a tree, parents before their children. */
export function nodesOf(tree: ts.Node): ts.Node[] {
  const found: ts.Node[] = [tree];
  for (const node of found) node.forEachChild((child) => void found.push(child));
  return found;
}

/** Everything that a file brings in: static, side-effect, dynamic and type imports, re-exports, and files by URL. */
function importsOf(tree: ts.SourceFile): readonly string[] {
  return nodesOf(tree).flatMap((node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return resolved(tree, node.moduleSpecifier);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return resolved(tree, node.argument.literal);
    const isDynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const isFile = ts.isNewExpression(node) && node.expression.getText() === 'URL' && node.arguments?.length === 2;
    return isDynamic || isFile ? resolved(tree, node.arguments?.[0]) : [];
  });
}

function resolved(tree: ts.SourceFile, specifier: ts.Node | undefined): readonly string[] {
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return [];
  return [specifier.text.startsWith('.') ? normalize(join(dirname(tree.fileName), specifier.text)) : specifier.text];
}
