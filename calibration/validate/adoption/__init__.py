"""The law of AI adoption for firms alone, beside what surveys of firms say."""
