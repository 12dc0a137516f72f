using System.Collections.Immutable;

namespace PveLab.Sim.Zfs;

/// <summary>How a property's value is written.</summary>
public enum ZfsValue
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Bytes, of which 0 means <c>none</c>.</summary>
    Limit,

    /// <summary>A moment, in seconds since the Unix epoch.</summary>
    Moment,

    /// <summary>A ratio, <c>1.00x</c>.</summary>
    Ratio,
}

/// <summary>A native property (openzfs: module/zcommon/zfs_prop.c).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mode"><c>r</c> read-only, <c>o</c> set at creation only, <c>d</c> with a default, <c>i</c> inherited.</param>
/// <param name="Types">Of which it is one: <c>f</c> file systems, <c>v</c> volumes, <c>s</c> snapshots.</param>
/// <param name="Default">What it is when nobody set it, as stored.</param>
/// <param name="Header">Its column in <c>zfs list -o</c>.</param>
/// <param name="Value">How its value is written.</param>
/// <param name="Words">The values it may have; empty for any.</param>
public sealed record ZfsProperty(string Name, char Mode, string Types, string Default, string Header, ZfsValue Value, ImmutableArray<string> Words)
{
    private const string Table = """
        type r fvs - TYPE
        creation r fvs - CREATION moment
        used r fvs - USED bytes
        available r fv - AVAIL bytes
        referenced r fvs - REFER bytes
        compressratio r fvs - RATIO ratio
        mounted r f - MOUNTED
        origin r fv - ORIGIN
        quota d f 0 QUOTA limit
        reservation d fv 0 RESERV limit
        volsize d vs 0 VOLSIZE bytes
        volblocksize o v 16384 VOLBLOCK bytes
        recordsize i f 131072 RECSIZE bytes
        mountpoint i f / MOUNTPOINT
        sharenfs i f off SHARENFS
        checksum i fv on CHECKSUM on|off|fletcher2|fletcher4|sha256|sha512|skein|edonr|blake3
        compression i fv on COMPRESS on|off|lzjb|gzip|gzip-1|gzip-2|gzip-3|gzip-4|gzip-5|gzip-6|gzip-7|gzip-8|gzip-9|zle|lz4|zstd|zstd-fast
        atime i f on ATIME on|off
        devices i fs on DEVICES on|off
        exec i fs on EXEC on|off
        setuid i fs on SETUID on|off
        readonly i fv off RDONLY on|off
        zoned i f off ZONED on|off
        snapdir i f hidden SNAPDIR disabled|hidden|visible
        aclmode i f discard ACLMODE discard|groupmask|passthrough|restricted
        aclinherit i f restricted ACLINHERIT discard|noallow|restricted|passthrough|passthrough-x
        createtxg r fvs - CREATETXG
        canmount d f on CANMOUNT on|off|noauto
        xattr i fs on XATTR on|off|dir|sa
        copies i fv 1 COPIES 1|2|3
        version d fs 5 VERSION
        utf8only o fs off UTF8ONLY on|off
        normalization o fs none NORMALIZATION
        casesensitivity o fs sensitive CASE
        vscan i f off VSCAN on|off
        nbmand i fs off NBMAND on|off
        sharesmb i f off SHARESMB
        refquota d f 0 REFQUOTA limit
        refreservation d fv 0 REFRESERV limit
        guid r fvs - GUID
        primarycache i fvs all PRIMARYCACHE all|none|metadata
        secondarycache i fvs all SECONDARYCACHE all|none|metadata
        usedbysnapshots r fv - USEDSNAP bytes
        usedbydataset r fv - USEDDS bytes
        usedbychildren r fv - USEDCHILD bytes
        usedbyrefreservation r fv - USEDREFRESERV bytes
        defer_destroy r s off DEFER_DESTROY
        userrefs r s - USERREFS
        logbias i fv latency LOGBIAS latency|throughput
        objsetid r fvs - OBJSETID
        dedup i fv off DEDUP on|off|verify|sha256|sha512|skein
        mlslabel i fvs none MLSLABEL
        sync i fv standard SYNC standard|always|disabled
        dnodesize i f legacy DNSIZE legacy|auto|1k|2k|4k|8k|16k
        refcompressratio r fvs - REFRATIO ratio
        written r fvs - WRITTEN bytes
        clones r s - CLONES
        logicalused r fv - LUSED bytes
        logicalreferenced r fvs - LREFER bytes
        volmode i fv default VOLMODE default|full|geom|dev|none
        filesystem_limit d f none FSLIMIT
        snapshot_limit d fv none SSLIMIT
        filesystem_count d f none FSCOUNT
        snapshot_count d fv none SSCOUNT
        snapdev i fv hidden SNAPDEV hidden|visible
        acltype i fs off ACLTYPE off|nfsv4|posix|noacl|posixacl
        context d fvs none CONTEXT
        fscontext d fvs none FSCONTEXT
        defcontext d fvs none DEFCONTEXT
        rootcontext d fvs none ROOTCONTEXT
        relatime i f on RELATIME on|off
        redundant_metadata i fv all REDUND_MD all|most|some|none
        overlay i f on OVERLAY on|off
        encryption o fvs off ENCRYPTION
        keylocation d fv none KEYLOCATION
        keyformat o fv none KEYFORMAT
        pbkdf2iters o fv 0 PBKDF2ITERS
        special_small_blocks i fv 0 SPECIAL_SMALL_BLOCKS
        snapshots_changed r fv - SNAPSHOTS_CHANGED moment
        prefetch i fvs all PREFETCH none|metadata|all
        volthreading d v on VOLTHREAD on|off
        direct i f standard DIRECT disabled|standard|always
        longname i f off LONGNAME on|off
        """;

    private static readonly SortedDictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["avail"] = "available",
        ["compress"] = "compression",
        ["lrefer"] = "logicalreferenced",
        ["lused"] = "logicalused",
        ["ratio"] = "compressratio",
        ["rdonly"] = "readonly",
        ["recsize"] = "recordsize",
        ["refer"] = "referenced",
        ["refratio"] = "refcompressratio",
        ["refreserv"] = "refreservation",
        ["reserv"] = "reservation",
        ["usedchild"] = "usedbychildren",
        ["usedds"] = "usedbydataset",
        ["usedrefreserv"] = "usedbyrefreservation",
        ["usedsnap"] = "usedbysnapshots",
        ["volblock"] = "volblocksize",
    };

    /// <summary>All of them, in the order <c>zfs get all</c> shows them.</summary>
    public static ImmutableArray<ZfsProperty> All { get; } = [.. Table.Split('\n', StringSplitOptions.TrimEntries).Select(Read)];

    /// <summary>The property of that name or short name, or null.</summary>
    public static ZfsProperty? Find(string name)
    {
        var full = ShortNames.GetValueOrDefault(name, name);
        return All.FirstOrDefault(p => p.Name == full);
    }

    /// <summary>Whether a name can be a user's own property: it has a colon.</summary>
    public static bool IsUser(string name) =>
        name.Contains(':', StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is ':' or '-' or '.' or '_');

    /// <summary>Whether it is set on a dataset, at creation or later.</summary>
    public bool CanSet => Mode != 'r';

    /// <summary>Whether datasets below take it over.</summary>
    public bool Inherits => Mode == 'i';

    /// <summary>Whether it is a size that stands with the dataset's numbers.</summary>
    public bool IsSize => Value is ZfsValue.Bytes or ZfsValue.Limit;

    private static ZfsProperty Read(string line)
    {
        var words = line.Split(' ');
        var last = words.Length > 5 ? words[5] : "";
        var value = last switch
        {
            "bytes" => ZfsValue.Bytes,
            "limit" => ZfsValue.Limit,
            "moment" => ZfsValue.Moment,
            "ratio" => ZfsValue.Ratio,
            _ => ZfsValue.Text,
        };
        return new(words[0], words[1][0], words[2], words[3] == "-" ? "" : words[3], words[4], value,
            value == ZfsValue.Text && last.Length > 0 ? [.. last.Split('|')] : []);
    }
}
