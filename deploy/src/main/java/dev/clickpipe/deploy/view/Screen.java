package dev.clickpipe.deploy.view;

/** Where a command shows what it does. Safe for threads. */
public interface Screen {
    /** Says something that stays to be read. */
    void line(String line);

    /** Shows how things stand; each picture takes the place of the one before. */
    void show(Picture picture);
}
