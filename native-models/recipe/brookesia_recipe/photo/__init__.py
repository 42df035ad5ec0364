"""A pack that reads photos: features of a pretrained encoder, a transformer that writes and answers, a retriever, regions."""
