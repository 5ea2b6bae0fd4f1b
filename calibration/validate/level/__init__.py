"""Month 0 beside the national accounts: GDP step by step, social spending by kind."""
