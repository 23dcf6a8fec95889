# What Python's csv.Sniffer takes for the delimiter of a line, as the SageMaker container asks it:
# the first 512 characters; a letter or digit means a comma; a line that it cannot tell is refused.
# python3 delimiters.py > delimiters.tsv     (made with CPython 3.11.7)
import csv

LINES = [
    "42", "1.5", "-1", "0", "1e-5", "-0.25", "1.25e+10", "nan",
    "1,2,3", "1\t2\t3", "1;2;3", "1 2 3", "1:2:3", "1|2|3", "1#2#3", "1/2/3", "1~2~3",
    "1.5,2.5", "1.5\t2.5", "1.5;2.5", "1.5 2.5", "1.5:2.5", "1.5|2.5", "1.5#2.5",
    "5.1|3.5|1.4|0.2", "10|20|30|40", "1|1", "1||3", "|1|2|", "-1|-2|-3",
    "1, 2, 3", "1; 2; 3", "1,2;3", "1;2\t3", "1 2:3", "1;2 3", "1:2 3", "1 2|3|4|5", "1,2|3|4|5",
    "1;2,5;3,5", "a,b,c", "a;b;c", "a|b|c", "sepal length,sepal width", "a b;c d",
    "1,,3", ",,", ";;", "1\t\t3", ",1", "1,", "12:30,12:45", "2019-1-1 12:12:12", "2019-1-1",
    "Iris-setosa", "setosa", "1,2,3,-14 days", "0.1,0.2\r", "1|2|3\r",
    '"a";"b"', '"a,b";2', '"1","2"', '"1"|"2"', "'a','b'", '1,"a;b",3', '"x y"',
    "1_2_3", "1^2^3", "1&2&3", "1=2=3", "$1 $2", "1@2@3", "1!2!3", "a_b", "-1e-5",
    ",".join(str(i) for i in range(300)), "|".join(["1.5"] * 200), " ".join(["0.001"] * 200),
]


def delimiter(line):
    try:
        sniffed = csv.Sniffer().sniff(line[:512]).delimiter
    except csv.Error:
        return "refused"
    return "," if sniffed.isalnum() else sniffed


for line in LINES:
    print(repr(line)[1:-1].replace("\\'", "'"), repr(delimiter(line))[1:-1], sep="\t")
