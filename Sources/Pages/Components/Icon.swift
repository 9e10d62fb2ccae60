package import HTML

/// The platform's own drawings: a grid of 20, lines of 1.5 pixels with round ends, in the colour of the text. An icon
/// stands beside words and is hidden from screen readers.
package enum Icon: CaseIterable, Sendable {
    case search, menu, chevronRight, chevronLeft, chevronDown, arrowRight, arrowLeft, check, cross, alert, info
    case clock, phone, pin, user, users, shield, lock, eye, attachment, camera, building, document, message
    case printer, download, refresh, filter, plus, merge, returned, flag, bell, calendar, keyboard, globe, text
    case home, help, mic, inbox, scale, chart, map, edit, link, card, code, star, stamp, key, list, book, gear
    case pause, arrowUp, arrowDown, undo, hand

    package var html: HTML {
        #"<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">\#(shape)</svg>"#
    }

    private var shape: HTML {
        switch self {
        case .search: #"<circle cx="9" cy="9" r="5.5"/><path d="M13.2 13.2 17 17"/>"#
        case .menu: #"<path d="M3 6h14M3 10h14M3 14h14"/>"#
        case .chevronRight: #"<path d="m8 5 5 5-5 5"/>"#
        case .chevronLeft: #"<path d="m12 5-5 5 5 5"/>"#
        case .chevronDown: #"<path d="m5 8 5 5 5-5"/>"#
        case .arrowRight: #"<path d="M4 10h12M11 5l5 5-5 5"/>"#
        case .arrowLeft: #"<path d="M16 10H4M9 5l-5 5 5 5"/>"#
        case .check: #"<path d="m4 10.5 4 4 8-9"/>"#
        case .cross: #"<path d="m5 5 10 10M15 5 5 15"/>"#
        case .alert: #"<path d="M10 3 18 17H2z"/><path d="M10 8v4M10 14.4v.1"/>"#
        case .info: #"<circle cx="10" cy="10" r="7.5"/><path d="M10 9v5M10 6.2v.1"/>"#
        case .clock: #"<circle cx="10" cy="10" r="7.5"/><path d="M10 5.5V10l3 2"/>"#
        case .phone:
            """
            <path d="M6.5 3H4a1 1 0 0 0-1 1c0 7.2 5.8 13 13 13a1 1 0 0 0 1-1v-2.5L13.5 12 12 13.5a10 10 0 0 \
            1-5-5L8.5 7z"/>
            """
        case .pin: #"<path d="M10 18s6-5.3 6-10a6 6 0 1 0-12 0c0 4.7 6 10 6 10z"/><circle cx="10" cy="8" r="2"/>"#
        case .user: #"<circle cx="10" cy="6.5" r="3.2"/><path d="M3.5 17c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5"/>"#
        case .users:
            """
            <circle cx="7.5" cy="7" r="2.7"/><path d="M2 16.5c.5-3.1 2.5-4.7 5.5-4.7s5 1.6 5.5 4.7"/><path \
            d="M13 4.5a2.7 2.7 0 0 1 0 5M14.8 12.2c1.8.5 2.9 2 3.2 4.3"/>
            """
        case .shield:
            """
            <path d="m10 2.5 6.5 2.3v4.7c0 4-2.7 6.8-6.5 8-3.8-1.2-6.5-4-6.5-8V4.8z"/><path d="M7 10l2.2 \
            2.2L13.2 8"/>
            """
        case .lock: #"<rect x="4" y="9" width="12" height="8" rx="1"/><path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9"/>"#
        case .eye:
            """
            <path d="M1.8 10S4.8 4.5 10 4.5s8.2 5.5 8.2 5.5-3 5.5-8.2 5.5S1.8 10 1.8 10z"/><circle cx="10" \
            cy="10" r="2.3"/>
            """
        case .attachment: #"<path d="m15 9.5-5.3 5.3a3 3 0 0 1-4.2-4.2l6-6a2 2 0 0 1 2.9 2.9l-5.5 5.5"/>"#
        case .camera: #"<path d="M3 6.5h3l1.5-2h5l1.5 2h3V16H3z"/><circle cx="10" cy="11" r="2.8"/>"#
        case .building: #"<path d="M4 17.5V3h8v14.5M12 8h4v9.5M2.5 17.5h15M6.5 6.5h3M6.5 9.5h3M6.5 12.5h3"/>"#
        case .document: #"<path d="M5 2.5h7L15.5 6v11.5H5z"/><path d="M12 2.5V6h3.5M7.5 10h5M7.5 13h5"/>"#
        case .message: #"<path d="M3 4h14v10H9l-4 3v-3H3z"/><path d="M6.5 8h7M6.5 11h4"/>"#
        case .printer: #"<path d="M6 8V3h8v5M6 14H3V9a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v5h-3"/><path d="M6 12h8v5H6z"/>"#
        case .download: #"<path d="M10 3v10M6 9.5l4 4 4-4M3.5 17h13"/>"#
        case .refresh: #"<path d="M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3v3.5H13"/>"#
        case .filter: #"<path d="M3 5h14M6 10h8M8.5 15h3"/>"#
        case .plus: #"<path d="M10 4v12M4 10h12"/>"#
        case .merge: #"<path d="M5 3v3c0 4 5 4 5 8v3.5M15 3v3c0 4-5 4-5 8"/>"#
        case .returned: #"<path d="M8 4.5 4 8.5l4 4M4 8.5h8a4 4 0 0 1 0 8H9.5"/>"#
        case .flag: #"<path d="M5 17.5V3M5 4h10l-2.5 3.5L15 11H5"/>"#
        case .bell: #"<path d="M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13zM8.5 17.5h3"/>"#
        case .calendar: #"<path d="M3.5 5h13v12h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5"/>"#
        case .keyboard:
            #"<path d="M2.5 5.5h15v9h-15z"/><path d="M5.5 8.5h.1M8.5 8.5h.1M11.5 8.5h.1M14.5 8.5h.1M6.5 11.8h7"/>"#
        case .globe:
            """
            <circle cx="10" cy="10" r="7.5"/><path d="M2.5 10h15M10 2.5c2.2 2.2 3.3 4.7 3.3 7.5s-1.1 5.3-3.3 \
            7.5c-2.2-2.2-3.3-4.7-3.3-7.5S7.8 4.7 10 2.5z"/>
            """
        case .text: #"<path d="M2.5 6.5V4.5h9v2M7 4.5V16M12 11.5V10h6v1.5M15 10v6"/>"#
        case .home: #"<path d="M3 9.5 10 3l7 6.5M5 8v9h10V8M8.5 17v-5h3v5"/>"#
        case .help:
            #"<circle cx="10" cy="10" r="7.5"/><path d="M7.8 7.8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .9-1 1.7M10 14v.1"/>"#
        case .mic:
            #"<rect x="7.5" y="2.5" width="5" height="9" rx="2.5"/><path d="M4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v3"/>"#
        case .inbox: #"<path d="M3 11 5.5 4h9L17 11v5.5H3z"/><path d="M3 11h4l1.5 2.5h3L13 11h4"/>"#
        case .scale: #"<path d="M10 3v14M6 17h8M4 6h12M4 6l-2 5a2.2 2.2 0 0 0 4 0zM16 6l-2 5a2.2 2.2 0 0 0 4 0z"/>"#
        case .chart: #"<path d="M3 3v14h14M6.5 13.5V10M10 13.5V6M13.5 13.5V8.5"/>"#
        case .map: #"<path d="M3 5l4.5-2 5 2L17 3v12l-4.5 2-5-2L3 17zM7.5 3v12M12.5 5v12"/>"#
        case .edit: #"<path d="M4 13.5V16h2.5L16 6.5 13.5 4z"/>"#
        case .link:
            """
            <path d="M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 \
            0 4.2 4.2l1-1"/>
            """
        case .card:
            """
            <path d="M2.5 4.5h15v11h-15z"/><circle cx="7" cy="8.8" r="1.7"/><path d="M4.5 13.3c.4-1.3 1.2-2 \
            2.5-2s2.1.7 2.5 2M12 8.5h3.2M12 11.5h3.2"/>
            """
        case .code: #"<path d="M3 3h5v5H3zM12 3h5v5h-5zM3 12h5v5H3zM12 12h2v2h-2zM16.5 12v2M12 16.5h2M16.5 16.5v.1"/>"#
        case .star: #"<path d="m10 2.8 2.2 4.7 5 .6-3.7 3.5 1 5-4.5-2.5-4.5 2.5 1-5L2.8 8.1l5-.6z"/>"#
        case .stamp:
            """
            <path d="M4 17h12M5 14h10v-1.5c0-1-1-1.5-2.5-1.5C12 8.5 13 7.5 13 5.5a3 3 0 0 0-6 0c0 2 1 3 .5 5.5C6 \
            11 5 11.5 5 12.5z"/>
            """
        case .key: #"<circle cx="6.5" cy="13.5" r="3.5"/><path d="M9 11l7.5-7.5M13 7l2.5 2.5"/>"#
        case .list: #"<path d="M7 5h10M7 10h10M7 15h10M3.5 5h.1M3.5 10h.1M3.5 15h.1"/>"#
        case .book:
            """
            <path d="M3 4h5.5a1.5 1.5 0 0 1 1.5 1.5V16.5A1.5 1.5 0 0 0 8.5 15H3zM17 4h-5.5A1.5 1.5 0 0 0 10 \
            5.5V16.5a1.5 1.5 0 0 1 1.5-1.5H17z"/>
            """
        case .gear:
            """
            <circle cx="10" cy="10" r="2.6"/><path d="M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 \
            1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4"/>
            """
        case .pause: #"<path d="M7 4v12M13 4v12"/>"#
        case .arrowUp: #"<path d="M10 16V4M5 9l5-5 5 5"/>"#
        case .arrowDown: #"<path d="M10 4v12M5 11l5 5 5-5"/>"#
        case .undo: #"<path d="M7 4 3.5 7.5 7 11M4 7.5h8a4.5 4.5 0 0 1 0 9H7"/>"#
        case .hand:
            """
            <path d="M7 10V4.5a1.2 1.2 0 0 1 2.4 0V9M9.4 8.5V3.7a1.2 1.2 0 0 1 2.4 0V9M11.8 8.8V5a1.2 1.2 0 0 1 \
            2.4 0v7c0 3.5-1.8 5.5-4.7 5.5-2.3 0-3.4-1-4.5-3L3.5 11.4c-.7-1.3.9-2.4 1.9-1.3L7 12"/>
            """
        }
    }
}

extension HTML.StringInterpolation {
    package mutating func appendInterpolation(_ icon: Icon) {
        appendInterpolation(icon.html)
    }
}
