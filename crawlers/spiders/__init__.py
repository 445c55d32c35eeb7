"""The spiders of the Scrapy project: one, which does what a profile says."""
