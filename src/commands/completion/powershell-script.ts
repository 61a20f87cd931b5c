import { powershellQuote } from '../../shell/word.ts';
import type { CompletedTool } from './completed-commands.ts';
import {
  describedNames,
  valueTable,
  wordTable,
  type Branch,
  type NamedSummary,
} from './script-tables.ts';

/**
 * For Windows PowerShell 5.1 and later. It holds ASCII only: the old one takes a program's output for
 * text of the console's code page.
 */
export function powershellScript(tool: CompletedTool): string {
  const table = wordTable(tool);
  const verbs = table
    .filter(({ content }) => content.verbs.length > 0)
    .map((branch) => arm(branch, ({ verbs }) => verbs.map(pair)));
  const flags = table
    .filter(({ content }) => content.options.length > 0)
    .map((branch) => arm(branch, ({ options }) => options.map(pair)));
  const values = valueTable(tool).map((branch) => arm(branch, (content) => content.map(quote)));
  const globals = describedNames(tool.globals).map((entry) => `        ${pair(entry)}`);
  return `# PowerShell completion for mp-orders, made by \`mp-orders completion powershell\`

Register-ArgumentCompleter -Native -CommandName 'mp-orders', 'mp-orders.cmd' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # The path of a command. Gives the name and the summary of each of its verbs, one after the other.
    function Get-Verbs($at) {
        switch ($at) {
${verbs.join('\n')}
        }
    }

    # The same of its options.
    function Get-Flags($at) {
        switch ($at) {
${flags.join('\n')}
        }
${globals.join('\n')}
    }

    # A path, | and an option or the number of an argument. Gives nothing, words, or @kind.
    function Get-Values($key) {
        switch ($key) {
${values.join('\n')}
        }
    }
${engine}
}`;
}

const pair = ([name, summary]: NamedSummary): string => `${quote(name)}; ${quote(summary)}`;

/** In single quotes, of which the typographic ones are some too, so that none of those are left. */
const quote = (text: string): string => powershellQuote(ascii(text));

const ascii = (text: string): string =>
  text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2013\u2014]/g, '-')
    .replaceAll('\u2026', '...')
    .replace(/[^ -~]/g, '');

const arm = <T>({ keys, content }: Branch<T>, words: (content: T) => readonly string[]): string =>
  `            { @(${keys.map(quote).join(', ')}) -ccontains $_ } { ${words(content).join('; ')} }`;

const engine = `
    # Offers those that begin with what is typed; the names and summaries come one after the other.
    function Add-Results($prefix, $begun, $pairs) {
        for ($i = 0; $i -lt $pairs.Count; $i += 2) {
            $name = $pairs[$i]
            if (-not $name.StartsWith($begun, [StringComparison]::Ordinal)) { continue }
            $text = "$prefix$name"
            if ($text -match '[^\\w@%+:,./=-]') { $text = "'" + $text.Replace("'", "''") + "'" }
            [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $pairs[$i + 1])
        }
    }

    function Get-Names($pairs) {
        for ($i = 0; $i -lt $pairs.Count; $i += 2) { $pairs[$i] }
    }

    function Find-Values($at, $place) {
        $found = @(Get-Values "$at|$place")
        if ($found.Count -eq 0) { $found = @(Get-Values "*|$place") }
        $found
    }

    $typed = @($commandAst.CommandElements |
        Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text.Trim([char[]]@(34, 39)) })
    $at = ''
    $option = ''
    $ended = $false
    $count = 0
    foreach ($word in $typed) {
        if ($option) { $option = '' }
        elseif ($ended) { $count += 1 }
        elseif ($word -ceq '--') { $ended = $true }
        elseif ($word -like '-?*') { if (@(Find-Values $at $word).Count -gt 0) { $option = $word } }
        elseif (@(Get-Names @(Get-Verbs $at)) -ccontains $word) { $at = "$at $word".Trim() }
        else { $count += 1 }
    }

    $begun = "$wordToComplete"
    $prefix = ''
    if (-not $option -and -not $ended -and $begun -like '--*=*') {
        $option, $begun = $begun -split '=', 2
        $prefix = "$option="
    }
    elseif (-not $option -and -not $ended -and $begun -like '-*') {
        return Add-Results '' $begun @(Get-Flags $at)
    }
    $verbs = @(Get-Verbs $at)
    if (-not $option -and $verbs.Count -gt 0) { return Add-Results '' $begun $verbs }
    $place = if ($option) { $option } else { $count }
    $values = @(Find-Values $at $place)
    # With nothing to offer, PowerShell offers files by itself.
    if ($values.Count -eq 0 -or @('@any', '@file') -ccontains $values[0]) { return }
    if ($values[0] -eq '@profile') {
        $values = @(& 'mp-orders' auth list --field profile --quiet 2>$null)
    }
    Add-Results $prefix $begun @($values | ForEach-Object { "$_"; "$_" })`;
