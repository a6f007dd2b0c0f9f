"""Runs of TensorFlow 1 graphs."""

from tests.cells import notebook

from nbcoach.notebook.graphs import fetched, fetching_runs, stepping_runs
from nbcoach.notebook.training import trainings

GRAPH = """
import tensorflow as tf
x = tf.placeholder(tf.float32)
loss = tf.reduce_mean(x)
step = tf.train.AdamOptimizer().minimize(loss)
"""
RUN = """
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    _, now = sess.run([step, loss], feed_dict={x: 1})
    loss.eval()
"""


def test_the_run_that_fetches_the_step_trains_and_not_where_it_is_built():
    found = notebook(GRAPH, RUN)
    assert [(each.site.cell.index, each.site.call.line) for each in trainings(found)] == [(1, 4)]


def test_runs_and_what_they_fetch_are_told():
    runs = fetching_runs(notebook(GRAPH, RUN))
    assert [[value.text for value in fetched(site)] for site in runs] == [
        ["tf.global_variables_initializer"],
        ["step", "loss"],
        ["loss.eval"],
    ]


def test_without_a_session_the_optimiser_steps_itself():
    found = notebook("import tensorflow as tf\nopt = tf.keras.optimizers.Adam()\nopt.minimize(loss, [])\nmodel.run(1)")
    assert fetching_runs(found) == ()
    assert [each.site.method for each in trainings(found)] == ["minimize"]


def test_a_step_that_is_not_found_again_is_told_by_its_name():
    found = notebook(GRAPH, "self.sess.run(self.train_op)", "self.sess.run(self.report)")
    step = next(site for site in found.calls if site.method == "minimize")
    assert [site.cell.index for site in stepping_runs(found, step)] == [1]
