package org.messagebroker.admin.day;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.language.Language;

/** Asks for a day: in the Gregorian calendar, or in Persian in the Solar Hijri one. The day stays when the language changes. */
public final class DayField extends CustomField<LocalDate> implements LocaleChangeObserver {

    private final DatePicker gregorian = new DatePicker();
    private final JalaliField jalali = new JalaliField(this::updateValue);

    /** Without a day yet. */
    public DayField(String id) {
        super(null, true);
        setId(id);
        addClassName("day-field");
        gregorian.setLocale(Locale.UK);
        gregorian.setClearButtonVisible(true);
        gregorian.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                updateValue();
            }
        });
        add(gregorian, jalali);
    }

    @Override
    public void setLabel(String label) {
        super.setLabel(label);
        gregorian.setAriaLabel(label);
        jalali.setLabel(label);
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        Formats formats = Formats.of(event.getUI());
        gregorian.setVisible(formats.language() == Language.ENGLISH);
        jalali.setVisible(formats.language() == Language.PERSIAN);
        jalali.say(formats);
        setPresentationValue(getValue());
    }

    /** The day, if one is chosen. */
    public Optional<LocalDate> chosen() {
        return Optional.ofNullable(getValue());
    }

    /** Whether nothing is typed that is not a day; the field says so itself when there is. */
    public boolean isReadable() {
        return !(jalali.isVisible() ? jalali.isInvalid() : gregorian.isInvalid());
    }

    @Override
    protected @Nullable LocalDate generateModelValue() {
        return jalali.isVisible() ? jalali.chosen().orElse(null) : gregorian.getValue();
    }

    @Override
    protected void setPresentationValue(@Nullable LocalDate day) {
        gregorian.setValue(day);
        jalali.show(Optional.ofNullable(day));
    }
}
