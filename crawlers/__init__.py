"""URL -> Page: the room of the Scrapy project. It fetches nothing yet."""
