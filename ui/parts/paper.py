"""Rendered pages on grey: page by page, zoomed, in grey when asked. The paper stays white in every scheme."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.fields import Choice
from ui.parts.labels import label

Render = Callable[[int, float], "tuple[int, int, bytes] | None"]
"""(page from 0, pixels per point) → width, height, RGBA bytes (4 a pixel, top row first).

None while the page is being made elsewhere; ``PaperView.refresh`` asks again.
"""

_MARGIN = 18
_ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0)
_PX_PER_POINT = 96 / 72
_KEPT_AROUND = 3  # pages above and below what is in sight


class PaperView(QWidget):
    """Shows a document.

    ``page_changed(page, pages)`` when another page is seen; ``read_to_end`` once the last page's foot was.

    *render*: see Render. *page_size*: width and height of a page in points.
    """

    page_changed = Signal(int, int)
    read_to_end = Signal()

    def __init__(self, *, toolbar: bool = True, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages, self._ended = 0, False
        self._sheets = _Sheets()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._sheets)
        self._scroll.viewport().installEventFilter(self)
        self._scroll.setAccessibleName(_("Pages"))
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _value: self._tell())
        self._where = label("", "section")
        self._mono = buttons.Check(_("View in black and white"))
        self._mono.toggled.connect(self._sheets.show_mono)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._aside = label(aside, "caption", "ink2")
        bar = self._toolbar()
        column.addWidget(bar)
        bar.setVisible(toolbar)  # not before: alone it would be a window of its own
        column.addWidget(self._scroll, 1)

    def show_document(self, pages: int, page_size: tuple[float, float], render: Render, aside: str = "") -> None:
        """Show *pages* pages of *page_size* points; a page is rendered when it comes into sight."""
        self._pages, self._ended = pages, False
        self._aside.setText(aside)
        self._sheets.show_pages(pages, page_size, render, self._scroll.viewport().width())
        self._scroll.verticalScrollBar().setValue(0)
        self._tell()

    def grow(self, pages: int) -> None:
        """Have *pages* pages; what is in sight stays there."""
        self._pages = pages
        self._sheets.grow(pages)
        self._tell()

    def renew(self) -> None:
        """Render every page again; the former picture stays until the new one is there."""
        self._sheets.renew()

    def refresh(self) -> None:
        """Ask again for pages that were not there yet."""
        self._sheets.update()

    def is_mono(self) -> bool:
        """Say whether the pages are shown in black and white."""
        return self._mono.isChecked()

    def page(self) -> int:
        """Return the page in sight, from 0."""
        bar = self._scroll.verticalScrollBar()
        return self._sheets.page_at(bar.value() + self._scroll.viewport().height() // 3)

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        self._scroll.verticalScrollBar().setValue(
            self._sheets.top_of(min(max(page, 0), self._pages - 1)) - _MARGIN // 2
        )

    def at_end(self) -> bool:
        """Say whether the last page's foot has been on the screen."""
        return self._ended

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the pages to the new width."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            self._sheets.fit(event.size().width())
            self._tell()
        return super().eventFilter(watched, event)

    def _toolbar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("strip")
        row = QHBoxLayout(bar)
        row.setContentsMargins(*(theme.px(side) for side in (16, 5, 16, 5)))
        row.setSpacing(theme.px(8))
        row.addWidget(buttons.icon_button("chevron-left", _("Previous page"), lambda: self.go_to(self.page() - 1)))
        row.addWidget(self._where)
        row.addWidget(buttons.icon_button("chevron-right", _("Next page"), lambda: self.go_to(self.page() + 1)))
        row.addSpacing(theme.px(12))
        row.addWidget(label(_("Show"), "", "ink2"))
        zooms = [(0.0, _("Fit the width")), *((zoom, f"{zoom:.0%}") for zoom in _ZOOMS)]
        zoom = Choice(zooms, 0.0, name=_("Show"), width=136)
        zoom.picked.connect(self._zoom)
        row.addWidget(zoom)
        row.addWidget(self._mono)
        row.addStretch(1)
        row.addWidget(self._aside)
        return bar

    def _zoom(self, zoom: float) -> None:
        here = self.page()
        self._sheets.zoom(zoom, self._scroll.viewport().width())
        self.go_to(here)

    def _tell(self) -> None:
        page = self.page()
        self._where.setText(_("{page} / {pages} pages").format(page=page + 1, pages=self._pages))
        self.page_changed.emit(page, self._pages)
        bar = self._scroll.verticalScrollBar()
        if self._pages and not self._ended and self.isVisible() and bar.value() >= bar.maximum() - _MARGIN * 2:
            self._ended = True
            self.read_to_end.emit()


class _Sheets(QWidget):
    """The pages one below the other; only what is in sight is rendered, at the screen's own density."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._pages, self._size, self._zoom, self._mono = 0, (595.0, 842.0), 0.0, False
        self._render: Render | None = None
        self._images: dict[tuple[int, int], QImage] = {}
        self._old: set[tuple[int, int]] = set()
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pages(self, pages: int, size: tuple[float, float], render: Render, width: int) -> None:
        self._pages, self._size, self._render = pages, size, render
        self._images.clear()
        self._old.clear()
        self.fit(width)

    def grow(self, pages: int) -> None:
        self._pages = pages
        self.setFixedHeight(self.top_of(pages))
        self.update()

    def renew(self) -> None:
        self._old = set(self._images)
        self.update()

    def show_mono(self, mono: bool) -> None:
        self._mono = mono
        self.update()

    def zoom(self, zoom: float, width: int) -> None:
        self._zoom = zoom
        self.fit(width)

    def fit(self, width: int) -> None:
        fitted = (width - 2 * theme.px(40)) / self._size[0]
        scale = self._zoom * _PX_PER_POINT if self._zoom else max(fitted, 0.2)
        if scale != self._scale:
            self._images.clear()
        self._scale = scale
        needed = round(self._size[0] * self._scale) + 2 * _MARGIN
        self.setMinimumWidth(needed if self._zoom else 0)
        self.setFixedHeight(self.top_of(self._pages))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._size[0] * self._scale) + 2 * _MARGIN, self.top_of(self._pages))

    def top_of(self, page: int) -> int:
        return _MARGIN + page * (round(self._size[1] * self._scale) + _MARGIN)

    def page_at(self, y: int) -> int:
        step = round(self._size[1] * self._scale) + _MARGIN
        return min(max((y - _MARGIN) // step, 0), max(self._pages - 1, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("desk"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width, height = self._size[0] * self._scale, round(self._size[1] * self._scale)
        left = max(float(_MARGIN), (self.width() - width) / 2)
        first, last = self.page_at(event.rect().top()), self.page_at(event.rect().bottom())
        self._keep(first, last)
        for page in range(first, last + 1):
            if page >= self._pages:
                break
            place = QRectF(round(left), self.top_of(page), round(width), height)
            painter.fillRect(place, theme.colour("paper"))
            image = self._image(page)
            if image is not None:
                painter.drawImage(place, image)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _image(self, page: int) -> QImage | None:
        if self._render is None:
            return None
        density = self._scale * self.devicePixelRatioF()
        key = (page, round(density * 1000))
        if key not in self._images or key in self._old:
            made = self._render(page, density)
            if made is None:
                former = self._images.get(key)
                return former and self._inked(former)
            self._old.discard(key)
            width, height, data = made
            # The copy owns its pixels; the bytes may go as soon as this returns.
            self._images[key] = QImage(data, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
        return self._inked(self._images[key])

    def _keep(self, first: int, last: int) -> None:
        """Let pages far from what is in sight go: a long ledger must not gather as pixels."""
        far = [key for key in self._images if not first - _KEPT_AROUND <= key[0] <= last + _KEPT_AROUND]
        for key in far:
            del self._images[key]

    def _inked(self, image: QImage) -> QImage:
        return image.convertToFormat(QImage.Format.Format_Grayscale8) if self._mono else image
