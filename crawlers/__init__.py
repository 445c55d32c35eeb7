"""URL -> Page: a Scrapy project that asks for the pages of a site that permits it, politely."""
