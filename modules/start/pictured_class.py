"""Which class of the dataset the picture and the tasks are about; apart, as tasks need no picture to be loaded."""

CLASS = "C5"
