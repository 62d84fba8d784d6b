<#
.SYNOPSIS
Sets the rights of a Sekisho share folder on a Windows file server, as rights.csv says.

.DESCRIPTION
Run as administrator on the file server, once before the first start of Sekisho, and again once STORE.json is there
(the first PC writes it when it connects). The twin for Samba (set_share_rights_samba.py) reads the same table.

NOT YET RUN: this script was written beside its twin, which the tests run, but it has not been run on a Windows server.
Try it on an empty folder first, and look at the result with: icacls FOLDER /T

.EXAMPLE
.\set-share-rights.ps1 -Folder D:\sekisho -Managers CORP\sekisho-managers -Transferees "CORP\Domain Users" `
    -Headquarters CORP\sekisho-hq -Auditors CORP\sekisho-audit -Janitors CORP\sekisho-janitor
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(Mandatory)] [string[]] $Managers,
    [string[]] $Transferees = @(),
    [string[]] $Headquarters = @(),
    [string[]] $Auditors = @(),
    [string[]] $Janitors = @()
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Rights = @{
    'enter' = 0x1200A0       # go through, read attributes and rights
    'list' = 0x1200A9        # the same, and see the names
    'add-files' = 0x2
    'add-folders' = 0x4
    'read' = 0x120089        # of a file
    'delete' = 0x1300C0      # also what lies inside
    'owned' = 0x20080        # who made a file may see its attributes, and change nothing of it any more
}
$OnFolders = @{
    'here' = ''; 'first-file' = ''; 'folders' = 'CI'; 'files' = 'OIIO'; 'files-here' = 'OINPIO'; 'below' = 'OICI'
}
$HandedDown = 'folders', 'files', 'below'
$Administrators = '(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)'

function Get-Sid([string] $Name) {
    if ($Name -like 'S-1-*') { return $Name }
    (New-Object Security.Principal.NTAccount $Name).Translate([Security.Principal.SecurityIdentifier]).Value
}

function Get-Steps([string] $Path) {
    @($Path.Substring($Root.Length).Trim('\').Split('\') | Where-Object { $_ })
}

# What a row says about a path: about its own folder, or handed down from a folder above.
function Get-Aces($Row, [string] $Path, [bool] $IsFolder) {
    $steps = @(Get-Steps $Path)
    $plan = @(if ($Row.folder -ne '.') { $Row.folder.Split('/') })
    $depth = $steps.Count - $plan.Count
    if ($depth -lt 0) { return '' }
    for ($at = 0; $at -lt $plan.Count; $at++) {
        if ($plan[$at] -ne '*' -and $plan[$at] -ne $steps[$at]) { return '' }
    }
    if ($IsFolder) {
        $meant = $depth -eq 0 -or $HandedDown -contains $Row.applies
        $flags = $OnFolders[$Row.applies]
    }
    else {
        $meant = ($depth -eq 1 -and $Row.applies -eq 'files-here') -or
            ($depth -gt 0 -and 'files', 'below' -contains $Row.applies)
        $flags = ''
    }
    if (-not $meant) { return '' }
    if ($Row.applies -eq 'first-file' -and (Test-Path (Join-Path $Root 'STORE.json'))) { return '' }
    $mask = 0
    foreach ($word in $Row.rights.Split(' ')) { $mask = $mask -bor $Rights[$word] }
    -join ($People[$Row.who] | ForEach-Object { '(A;{0};0x{1:x};;;{2})' -f $flags, $mask, $_ })
}

$Root = (Resolve-Path $Folder).Path.TrimEnd('\')
$People = @{
    managers = @($Managers | ForEach-Object { Get-Sid $_ })
    transferees = @($Transferees | ForEach-Object { Get-Sid $_ })
    headquarters = @($Headquarters | ForEach-Object { Get-Sid $_ })
    auditors = @($Auditors | ForEach-Object { Get-Sid $_ })
    janitors = @($Janitors | ForEach-Object { Get-Sid $_ })
    owners = @('OW')   # OWNER RIGHTS
}
$Rows = Import-Csv (Join-Path $PSScriptRoot 'rights.csv')

# The folder of the workplace whose mark STORE.json is: its first record may not have come yet.
try {
    $marker = (Get-Content (Join-Path $Root 'STORE.json') -Raw -Encoding UTF8 | ConvertFrom-Json).marker
    $workplace = [string] ($marker | ConvertFrom-Json).workplace_id
    if ($workplace -match '^[0-9a-f]{8}$') {
        New-Item (Join-Path $Root "w\$workplace") -ItemType Directory -Force | Out-Null
    }
}
catch { Write-Verbose 'There is no STORE.json yet.' }

# The folders of the plan, inside every workplace there is.
foreach ($pattern in $Rows.folder | Select-Object -Unique) {
    $above, $name = ($pattern -replace '/[^/]+$', ''), $pattern.Split('/')[-1]
    if ($name -eq '*' -or $name -eq '.') { continue }
    $parents = if ($pattern -notmatch '/') { Get-Item $Root }
    else { Get-Item (Join-Path $Root $above.Replace('/', '\')) -ErrorAction SilentlyContinue }
    foreach ($parent in $parents | Where-Object PSIsContainer) {
        New-Item (Join-Path $parent.FullName $name) -ItemType Directory -Force | Out-Null
    }
}

$Items = @(Get-Item $Root)
$Items += @(Get-Item (Join-Path $Root 'STORE.json') -ErrorAction SilentlyContinue)
foreach ($top in 'trust', 'hq', 'w') {
    $Items += @(Get-Item (Join-Path $Root $top))
    $Items += @(Get-ChildItem (Join-Path $Root $top) -Recurse -Force)
}
foreach ($item in $Items) {
    $isFolder = $item.PSIsContainer
    $aces = -join ($Rows | ForEach-Object { Get-Aces $_ $item.FullName $isFolder })
    # Everything is said anew for each path: nothing comes from above, nothing is left from before.
    $acl = if ($isFolder) { New-Object Security.AccessControl.DirectorySecurity }
    else { New-Object Security.AccessControl.FileSecurity }
    $acl.SetSecurityDescriptorSddlForm("D:P$Administrators$aces")
    if ($PSCmdlet.ShouldProcess($item.FullName, 'Set rights')) {
        $item.SetAccessControl($acl)
        $item.FullName
    }
}
