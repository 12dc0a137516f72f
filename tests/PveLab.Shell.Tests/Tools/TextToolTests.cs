namespace PveLab.Shell.Tests.Tools;

/// <summary>Every expected text was printed by coreutils 9, grep, sed and mawk in a UTF-8 locale.</summary>
public sealed class TextToolTests
{
    [Theory]
    [InlineData("seq 5 | head -n 2; seq 5 | head -n -3; seq 3 | head -c 3; seq 3 | head -2 | tail -1", "1\n2\n1\n2\n1\n22\n")]
    [InlineData("seq 5 | tail -n 2; seq 5 | tail -n +4; seq 10 | tail -3; printf abc | tail -c 2", "4\n5\n4\n5\n8\n9\n10\nbc")]
    [InlineData("printf 'a\\n' > p; printf 'b\\n' > q; head p q; tail -n1 p q; head -q p q", "==> p <==\na\n\n==> q <==\nb\n==> p <==\na\n\n==> q <==\nb\na\nb\n")]
    [InlineData("head nofile; head /etc; tail nofile; head -n x", "head: cannot open 'nofile' for reading: No such file or directory\nhead: error reading '/etc': Is a directory\ntail: cannot open 'nofile' for reading: No such file or directory\nhead: invalid number of lines: ‘x’\n")]
    public void Head_and_tail_take_their_share(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("printf 'a\\n\\n\\nb\\n' | cat -s; printf 'a\\tb\\n' | cat -A; seq 2 | cat -n; seq 3 | tac", "a\n\nb\na^Ib$\n     1\t1\n     2\t2\n3\n2\n1\n")]
    [InlineData("cat /etc; cat nofile; cat -Y", "cat: /etc: Is a directory\ncat: nofile: No such file or directory\ncat: invalid option -- 'Y'\nTry 'cat --help' for more information.\n")]
    [InlineData("echo x | tee t1 t2; cat t1 t2; echo y | tee -a t1 >/dev/null; cat t1; tee /nonexist/x < t2", "x\nx\nx\nx\ny\ntee: /nonexist/x: No such file or directory\nx\n")]
    public void Cat_and_tee_pass_text_on(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("foo g", "foo\nfoobar\n")]
    [InlineData("-i foo g", "foo\nfoobar\nFoo\n")]
    [InlineData("-v foo g", "bar\nFoo\n")]
    [InlineData("-c foo g", "2\n")]
    [InlineData("-n foo g", "1:foo\n3:foobar\n")]
    [InlineData("-o 'o*b' g", "b\noob\n")]
    [InlineData("-w foo g", "foo\n")]
    [InlineData("-x foo g", "foo\n")]
    [InlineData("-E '^(foo|bar)$' g", "foo\nbar\n")]
    [InlineData("foo g g", "g:foo\ng:foobar\ng:foo\ng:foobar\n")]
    [InlineData("-l foo g", "g\n")]
    [InlineData("-A1 bar g", "bar\nfoobar\nFoo\n")]
    [InlineData("-B1 -n bar g", "1-foo\n2:bar\n3:foobar\n")]
    [InlineData("-e Foo -e bar g", "bar\nfoobar\nFoo\n")]
    [InlineData("'fo\\+' g", "foo\nfoobar\n")]
    [InlineData("'[[:upper:]]' g", "Foo\n")]
    [InlineData("-F 'o.' g", "")]
    [InlineData("-m1 foo g", "foo\n")]
    [InlineData("x nofile", "grep: nofile: No such file or directory\n")]
    [InlineData("-E '(' g", "grep: Unmatched ( or \\(\n")]
    [InlineData("-P x g", "PveLab: option '-P' of 'grep' is not simulated\n")]
    [InlineData("-Q x g", "grep: invalid option -- 'Q'\nTry 'grep --help' for more information.\n")]
    public void Grep_finds_lines(string arguments, string expected) => Assert.Equal(expected, Lab.Output("printf 'foo\\nbar\\nfoobar\\nFoo\\n' > g; grep " + arguments));

    [Theory]
    [InlineData("seq 20 > g; grep -C1 -e 5 -e 15 g", "4\n5\n6\n--\n14\n15\n16\n")]
    [InlineData("mkdir gd; echo needle > gd/f; grep -r needle gd; grep -rn needle gd; grep -r needle; grep --include='*.txt' -r needle gd; echo $?", "gd/f:needle\ngd/f:1:needle\ngd/f:needle\n1\n")]
    [InlineData("echo a | grep -q b; echo $?; grep -s x nofile; echo $?; echo a | grep -q a && echo found", "1\n2\nfound\n")]
    public void Grep_shows_context_walks_trees_and_tells_by_its_status(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("printf 'b\\na\\nC\\nB\\n10\\n9\\n' | sort", "10\n9\na\nb\nB\nC\n")]
    [InlineData("printf '10\\n9\\n2\\n' | sort -n; printf '1K\\n2M\\n3\\n' | sort -h; printf 'a 2\\nb 1\\n' | sort -k2 -n -r", "2\n9\n10\n3\n1K\n2M\na 2\nb 1\n")]
    [InlineData("printf 'a:3\\nb:1\\n' | sort -t: -k2,2n; printf 'a\\na\\nb\\n' | sort -u; printf '1\\n3\\n' | sort -r", "b:1\na:3\na\nb\n3\n1\n")]
    [InlineData("printf 'b\\na\\n' | sort -c; sort nofile; sort -k x; sort -t ab", "sort: -:2: disorder: a\nsort: cannot read: nofile: No such file or directory\nsort: invalid number at field start: invalid count at start of ‘x’\nsort: multi-character tab ‘ab’\n")]
    [InlineData("printf 'a\\na\\nb\\n' | uniq -c; printf 'a\\na\\nb\\n' | uniq -d; printf 'a\\na\\nb\\n' | uniq -u", "      2 a\n      1 b\na\nb\n")]
    public void Sort_and_uniq_order_lines(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("echo a:b:c | cut -d: -f2; echo a:b:c | cut -d: -f1,3; echo abcdef | cut -c2-4; echo nodelim | cut -d: -f2; echo nodelim | cut -s -d: -f1", "b\na:c\nbcd\nnodelim\n")]
    [InlineData("cut; cut -f0; cut -fx; cut -d ab -f1", "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.\ncut: fields are numbered from 1\nTry 'cut --help' for more information.\ncut: invalid field value ‘x’\nTry 'cut --help' for more information.\ncut: the delimiter must be a single character\nTry 'cut --help' for more information.\n")]
    [InlineData("echo hello | tr a-z A-Z; echo hello | tr -d l; echo aabbcc | tr -s ab; echo \"a1b2\" | tr -cd '0-9\\n'; echo abc | tr '[:lower:]' '[:upper:]'; tr a", "HELLO\nheo\nabcc\n12\nABC\ntr: missing operand after ‘a’\nTwo strings must be given when translating.\nTry 'tr --help' for more information.\n")]
    public void Cut_and_tr_work_on_characters(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("printf 'a b\\nc\\n' | wc", "      2       3       6\n")]
    [InlineData("printf 'a\\n' > w1; printf 'b\\nc\\n' > w2; wc w1 w2; wc -l w1; wc -c < w1", "1 1 2 w1\n2 2 4 w2\n3 3 6 total\n1 w1\n2\n")]
    [InlineData("wc -m <<< äö; wc -c <<< äö; wc /etc; wc nofile", "3\n5\nwc: /etc: Is a directory\n      0       0       0 /etc\nwc: nofile: No such file or directory\n")]
    public void Wc_counts(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("seq 3 | xargs echo; seq 4 | xargs -n 2 echo; seq 2 | xargs -I{} echo '<{}>'; echo \"a 'b c'\" | xargs -n1 echo", "1 2 3\n1 2\n3 4\n<1>\n<2>\na\nb c\n")]
    [InlineData("echo a | xargs nosuch; echo $?; echo a | xargs false; echo $?; xargs -r echo < /dev/null", "xargs: nosuch: No such file or directory\n127\n123\n")]
    [InlineData("seq -w 8 10; seq 1 2 5; seq 3 -1 1; seq -s, 3; seq 0.5 1.5; seq x", "08\n09\n10\n1\n3\n5\n3\n2\n1\n1,2,3\n0.5\n1.5\nseq: invalid floating point argument: ‘x’\nTry 'seq --help' for more information.\n")]
    [InlineData("printf '%s-%5d|%-5s|%05.1f|%x|%c\\n' a 42 b 3.14159 255 xyz; printf '%s\\n' a b c; printf '%d\\n' abc; printf '%b' 'a\\tb\\n'; printf '%q\\n' 'a b'",
        "a-   42|b    |003.1|ff|x\na\nb\nc\nbash: printf: abc: invalid number\n0\na\tb\na\\ b\n")]
    [InlineData("echo -e 'a\\tb\\\\n\\x41\\0101'; echo -n x; echo -E 'a\\tb'; echo -z", "a\tb\\nAA\nxa\\tb\n-z\n")]
    public void Xargs_seq_printf_and_echo_do_as_told(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("printf 'one\\ntwo\\n' | sed 's/o/0/'; printf 'one\\ntwo\\n' | sed -n '2p'; echo 'foo foo' | sed 's/o/0/g; s/f/F/2'", "0ne\ntw0\ntwo\nf00 F00\n")]
    [InlineData("seq 3 | sed '2d'; seq 4 | sed -n '/2/,3p'; seq 3 | sed '$d'; seq 5 | sed 3q; seq 3 | sed -n '$='; seq 3 | sed '2!d'", "1\n3\n2\n3\n1\n2\n1\n2\n3\n3\n2\n")]
    [InlineData("echo x=1 | sed -E 's/([a-z])=([0-9])/\\2=\\1/'; echo x=1 | sed 's/\\([a-z]\\)=\\([0-9]\\)/\\2=\\1 &/'; echo a/b | sed 's#/#-#'; echo abc | sed 'y/abc/xyz/'", "1=x\n1=x x=1\na-b\nxyz\n")]
    [InlineData("printf 'a\\nb\\n' > f; sed -i 's/a/z/' f; cat f; seq 2 | sed '2i\\new'; seq 1 | sed '1a after'; seq 2 | sed '2c changed'", "z\nb\n1\nnew\n2\n1\nafter\n1\nchanged\n")]
    [InlineData("sed s/a; sed 's/a/b/k'; sed p nofile; sed N f; sed ':a'", "sed: -e expression #1, char 3: unterminated `s' command\nsed: -e expression #1, char 7: unknown option to `s'\nsed: can't read nofile: No such file or directory\nPveLab: the sed command 'N' is not simulated\nPveLab: the sed command ':' is not simulated\n")]
    public void Sed_edits(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("printf 'a b c\\nd e f\\n' | awk '{print $1,$3}'; echo a:b | awk -F: '{print $2}'; seq 3 | awk '{s+=$1} END {print s, s/NR}'", "a c\nd f\nb\n6 2\n")]
    [InlineData("printf 'a 1\\nb 2\\na 3\\n' | awk '$1==\"a\"{n+=$2} END{print n}'; printf 'a\\nb\\na\\n' | awk '{c[$1]++} END {for (k in c) print k, c[k]}'", "4\na 2\nb 1\n")]
    [InlineData("printf 'foo 10\\nbar 5\\n' | awk '$2>7 {print $1; next} {print \"no\", $1}'; printf 'a\\nb\\nc\\nd\\n' | awk '/b/,/c/'; seq 3 | awk 'NR==2'", "foo\nno bar\nb\nc\n2\n")]
    [InlineData("echo 'a,b,c' | awk -F, -v OFS=- '{$1=$1; print; print NF}'; echo '3 4' | awk '{print $1*$2+1, $1\"-\"$2, -$1, !$1}'; echo a | awk '{gsub(/a/,\"[&]\"); print}'", "a-b-c\n3\n13 3-4 -3 0\n[a]\n")]
    [InlineData("awk 'BEGIN{for(i=0;i<3;i++) printf \"%d-%s \", i, \"x\"; print \"\"}'; echo 'nas 200 20' | awk '{printf \"%-10s %5.1f%%\\n\",$1,$3*100/$2}'; awk 'BEGIN{exit 3}'; echo $?", "0-x 1-x 2-x \nnas         10.0%\n3\n")]
    [InlineData("awk 'BEGIN{system(\"ls\")}'; awk '{print > \"f\"}'; awk '{'", "PveLab: 'system' of awk is not simulated\nPveLab: redirecting the output of print in awk is not simulated\nmawk: line 1: syntax error at or near end of line\n")]
    public void Awk_computes(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("diff f1 f2", "2c2\n< b\n---\n> x\n3a4\n> d\n")]
    [InlineData("diff -u f1 f2 | tail -n +3", "@@ -1,3 +1,4 @@\n a\n-b\n+x\n c\n+d\n")]
    [InlineData("diff -q f1 f2; echo $?; diff -s f1 f1; echo $?; diff f1 nofile; echo $?", "Files f1 and f2 differ\n1\nFiles f1 and f1 are identical\n0\ndiff: nofile: No such file or directory\n2\n")]
    public void Diff_compares(string line, string expected) => Assert.Equal(expected, Lab.Output("printf 'a\\nb\\nc\\n' > f1; printf 'a\\nx\\nc\\nd\\n' > f2; " + line));

    [Fact]
    public void A_stopped_upstream_does_no_more_work()
    {
        var lab = new Lab();
        Assert.Equal("1\n", lab.Run("for i in 1 2 3; do echo $i; touch /tmp/$i; done | head -n 1"));
        Assert.DoesNotContain("3", lab.Run("ls /tmp"), StringComparison.Ordinal);
    }
}
