"""URL -> Page: the Scrapy project. Nothing here yet fetches anything; see docs/ for what is planned."""
