// Added to the builder's configuration. Its module ids are hashes of names that hold the folder of
// the checkout; numbers in order of use make the same bytes wherever they are built.
module.exports = { optimization: { moduleIds: 'natural', chunkIds: 'natural' } };
