# %% [markdown]
# # Digits with a graph and a session
# Building is not training; running the step is.

# %%
import numpy as np
import tensorflow as tf

tf.set_random_seed(3)
n_inputs, n_outputs = 784, 10

# %%
X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
y = tf.placeholder(tf.int32, shape=(None,), name="y")
logits = tf.layers.dense(X, n_outputs)

# %%
with tf.name_scope("loss"):
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy)
with tf.name_scope("train"):
    optimizer = tf.train.GradientDescentOptimizer(0.01)
    training_op = optimizer.minimize(loss)
with tf.name_scope("eval"):
    hits = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(hits, tf.float32))

# %%
init = tf.global_variables_initializer()
saver = tf.train.Saver()

# %%
with tf.Session() as sess:
    sess.run(init)
    for epoch in range(20):
        for batch, labels in batches(X_train, y_train):  # expect: undefined-on-restart
            _, current = sess.run([training_op, loss], feed_dict={X: batch, y: labels})  # expect: untracked-experiment
        print(epoch, current)
    print("final loss", sess.run(loss, feed_dict={X: X_train, y: y_train}))  # expect: printed-metric
    saver.save(sess, "./digits.ckpt")  # expect: loose-model-file

# %%
with tf.Session() as sess:
    saver.restore(sess, "./digits.ckpt")
    for epoch in range(3):
        training_op.run(feed_dict={X: batch, y: labels})
        reached = accuracy.eval(feed_dict={X: X_test, y: y_test})  # expect: undefined-on-restart
        print(epoch, "test accuracy:", reached)  # expect: printed-metric
    weights = sess.run("dense/kernel:0")
    print(weights)
