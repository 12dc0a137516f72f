namespace PveLab.Shell.Tests.Language;

/// <summary>Every expected text was printed by bash 5.2.</summary>
public sealed class ExpansionTests
{
    [Theory]
    [InlineData("""echo "a  b" c\ d 'e"f' "g'h" """, "a  b c d e\"f g'h\n")]
    [InlineData("""echo $'x\ty' "a\$b\`c\"d\\e\f" """, "x\ty a$b`c\"d\\e\\f\n")]
    [InlineData("""echo "" '' "" x""", "   x\n")]
    [InlineData("""echo 'single $x' un"quo"ted""", "single $x unquoted\n")]
    [InlineData("echo a\\\nb # comment", "ab\n")]
    [InlineData("echo b#notcomment", "b#notcomment\n")]
    public void Quotes_keep_what_they_should(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("x=5; echo ${x} ${x:-n} ${y:-n} ${y:=7} $y ${y:+set} ${z:+set} ${#x}", "5 5 n 7 7 set 1\n")]
    [InlineData("f=/var/log/vzdump/qemu-100.log; echo ${f##*/} ${f%/*} ${f%.log} ${f#/var}", "qemu-100.log /var/log/vzdump /var/log/vzdump/qemu-100 /log/vzdump/qemu-100.log\n")]
    [InlineData("f=/var/log/log; echo ${f/log/LOG} ${f//log/LOG} ${f:5:3} ${f: -4}", "/var/LOG/log /var/LOG/LOG log /log\n")]
    [InlineData("a=abcabc; echo ${a%c*} ${a%%b*} ${a#*b} ${a##*b} ${a/b*c/X} ${a//b/} ${a/#abc/Z} ${a/%abc/Z} ${a: 1:-1}", "abcab a cabc c aX acac Zabc abcZ bcab\n")]
    [InlineData("x=abc; echo ${x^} ${x^^} ${x:1} ${x:0:2}; y=x; echo ${!y}", "Abc ABC bc ab\nabc\n")]
    [InlineData("""echo ${nope:-$(echo computed)} "${nope:-"q q"}" ${nope:-"a b" c}""", "computed q q a b c\n")]
    [InlineData("x=; echo ${x-unset} ${x:-empty} ${nope-unset}", "empty unset\n")]
    public void Parameters_expand_with_their_operators(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("""x="  a  b  "; for i in $x; do echo "<$i>"; done; echo "$x" """, "<a>\n<b>\n  a  b  \n")]
    [InlineData("""IFS=:; x=a:b::c; for i in $x; do echo "<$i>"; done""", "<a>\n<b>\n<>\n<c>\n")]
    [InlineData("""g() { for a in "$@"; do echo "<$a>"; done; }; set -- x "y z"; g "$@"; g $@; g "$*" """, "<x>\n<y z>\n<x>\n<y>\n<z>\n<x y z>\n")]
    [InlineData("""v="q w"; printf '<%s>' ${x:-$v} "${x:-$v}" """, "<q><w><q w>")]
    public void Unquoted_results_are_split_and_quoted_ones_are_not(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("echo {a,b}{1,2} {1..5} {05..10..2} {a..e} {a,b,} x{,y}z '{a,b}' {a} {1..}", "a1 a2 b1 b2 1 2 3 4 5 05 07 09 a b c d e a b xz xyz {a,b} {a} {1..}\n")]
    [InlineData("echo a{b{c,d},e}f {-2..2} {a,\"b c\"} {x..z..2} {3..1}", "abcf abdf aef -2 -1 0 1 2 a b c x z 3 2 1\n")]
    public void Braces_expand(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("echo $((1+2*3)) $((2**10)) $((7/2)) $((-7%3)) $((1<<4|1)) $((3>2&&1<0))", "7 1024 3 -1 17 0\n")]
    [InlineData("echo $((x=5,x+1)) $((x++ + ++x)) $x $((0x1f)) $((010)) $((5>3?10:20))", "6 12 7 31 8 10\n")]
    [InlineData("n=4; echo $((n<<2)) $((~n)) $((n==4?1:0)) $((-n)) $(( (1+2)*3 )) $(( $(echo 2) + 3 ))", "16 -5 1 -4 9 5\n")]
    [InlineData("let x=3*4; echo $x; let 0; echo $?", "12\n1\n")]
    [InlineData("n=5; while ((n-- > 2)); do echo $n; done; ((n)) && echo yes", "4\n3\n2\nyes\n")]
    public void Arithmetic_is_that_of_bash(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("echo $((1/0)); echo never", "bash: 1/0: division by 0 (error token is \"0\")\n")]
    [InlineData("echo $((1+))", "bash: 1+: syntax error: operand expected (error token is \"+\")\n")]
    [InlineData("echo $((1 2))", "bash: 1 2: syntax error in expression (error token is \"2\")\n")]
    [InlineData("echo ${x?msg}; echo never", "bash: x: msg\n")]
    [InlineData("set -u; echo $undefined; echo never", "bash: undefined: unbound variable\n")]
    [InlineData("readonly r=1; r=2; echo never", "bash: r: readonly variable\n")]
    [InlineData("echo ${x.y}", "bash: ${x.y}: bad substitution\n")]
    public void An_impossible_expansion_gives_the_line_up(string line, string expected) => Assert.Equal((expected, true), (Lab.Output(line), Lab.Result(line).Status != 0));

    [Theory]
    [InlineData("cd /tmp; touch b.txt a.txt c.log .hidden; echo *.txt; echo [ab].*; echo ?.log; echo *.none; echo \"*.txt\"; x='*.txt'; echo $x \"$x\"; echo .h*",
        "a.txt b.txt\na.txt b.txt\nc.log\n*.none\n*.txt\na.txt b.txt *.txt\n.hidden\n")]
    [InlineData("cd /tmp; mkdir -p d1/e d2; touch d1/f d2/f x; echo d*/f; echo */; echo d1/*; echo /tmp/d[!1]/*", "d1/f d2/f\nd1/ d2/\nd1/e d1/f\n/tmp/d2/f\n")]
    [InlineData("echo /nonexist/* /etc/hostnam?", "/nonexist/* /etc/hostname\n")]
    [InlineData("cd /tmp; touch B a C; echo *", "a B C\n")]
    public void Patterns_become_the_paths_that_match(string line, string expected) => Assert.Equal(expected, Lab.Output(line));

    [Theory]
    [InlineData("echo ~ ~/x ~root \"~\" a~", "/root /root/x /root ~ a~\n")]
    [InlineData("x=$(echo a; echo b); echo $x; echo \"$x\"; y=`echo \\`echo nested\\``; echo $y", "a b\na\nb\nnested\n")]
    [InlineData("echo \"$(echo \"$(echo \"deep quote\")\")\"", "deep quote\n")]
    [InlineData("x=$(printf 'a\\n\\n\\n'); echo \"[$x]\"; y=$(false) || echo failed $?", "[a]\nfailed 1\n")]
    [InlineData("echo x > /tmp/f; echo $(< /tmp/f)$(</tmp/f)", "xx\n")]
    public void Tilde_and_substitution_expand(string line, string expected) => Assert.Equal(expected, Lab.Output(line));
}
