"""What the checks of Scripts/spark run on a cluster, in one session: submitted by spark_cluster.py."""

import json
import sys
from pathlib import Path

from pyspark.sql import SparkSession

import count_words

PARTITIONS, EMPTY = 7, 3


def scattered(number):
    """Returns the partition of a document: neighbours part, and one partition gets none."""
    place = number * 2654435761 % (1 << 32) % (PARTITIONS - 1)
    return place + (place >= EMPTY)


def scatter(lines):
    """Returns the documents in seven partitions, one of them empty, by way of a shuffle."""
    numbered = lines.zipWithIndex().map(lambda pair: (pair[1], pair[0]))
    return numbered.partitionBy(PARTITIONS, scattered).values()


def count(spark, plan, malmoi, output, check_code=True):
    """Counts the scattered text with a filter; returns how many documents each partition had."""
    options = count_words.parse(["--malmoi", str(malmoi), "--output", output, *plan["text"]])
    command = count_words.filter_command(options)
    lines = scatter(count_words.documents(spark, options))
    count_words.count(
        lines, command, count_words.recipe_row(command), 3, check_code).saveAsTextFile(output)
    return lines.mapPartitions(lambda documents: [sum(1 for _ in documents)]).collect()


def failure(spark, words):
    """Returns what stops the script."""
    try:
        count_words.main(words)
    except Exception as error:  # Whatever Spark makes of it: the check looks at the words.
        return str(error)
    return ""


def main():
    plan = json.loads(Path(sys.argv[1]).read_text())
    spark = SparkSession.builder.getOrCreate()
    work = Path(plan["work"])
    common = ["--malmoi", plan["malmoi"], "--shards", "3"]
    outcome = {"sizes": count(spark, plan, plan["malmoi"], str(work / "scattered"))}
    count_words.main([*common, "--output", str(work / "text"), *plan["text"]])
    lines = ["--format", "jsonl", "--partitions", "4", "--gzip", *plan["lines"]]
    count_words.main([*common, "--output", str(work / "jsonl"), *lines])
    spark.read.json(plan["lines"]).write.parquet(str(work / "table"))
    count_words.main([*common, "--output", str(work / "parquet"), "--format", "parquet",
                      str(work / "table")])
    count(spark, plan, plan["killed once"], str(work / "again"))
    count(spark, plan, plan["killed unseen"], str(work / "unseen"), check_code=False)
    outcome["not UTF-8"] = failure(
        spark, [*common, "--output", str(work / "broken"), plan["broken"]])
    (work / "outcome.json").write_text(json.dumps(outcome))


if __name__ == "__main__":
    main()
