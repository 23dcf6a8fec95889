import os


def test_example_gets_the_floats_of_xgboost(run, url, virginica, setosa):
    java = os.path.join(os.environ["JDK25"], "bin/java")
    lines = run(java, "HttpClientCall.java", url)
    assert [[float(cell) for cell in line.split(",")] for line in lines] == [virginica, setosa]
